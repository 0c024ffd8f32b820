@NullMarked
package io.ocelli.app.cli;

import org.jspecify.annotations.NullMarked;
