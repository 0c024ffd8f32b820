/** Long jobs that can be interrupted: how far they came, and databases of their results. */
@NullMarked
package io.ocelli.app.job;

import org.jspecify.annotations.NullMarked;
