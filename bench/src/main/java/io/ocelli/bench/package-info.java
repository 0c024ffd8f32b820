@NullMarked
package io.ocelli.bench;

import org.jspecify.annotations.NullMarked;
