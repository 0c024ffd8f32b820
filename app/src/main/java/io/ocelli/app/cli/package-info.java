/** The command line: one class for each command, and what the commands share. */
@NullMarked
package io.ocelli.app.cli;

import org.jspecify.annotations.NullMarked;
