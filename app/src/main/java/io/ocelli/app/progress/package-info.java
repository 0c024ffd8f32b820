/**
 * How far a job is, on stderr: a moving bar on a terminal, plain lines in a pipe or on a build
 * server, nothing with {@code --quiet}.
 */
@NullMarked
package io.ocelli.app.progress;

import org.jspecify.annotations.NullMarked;
