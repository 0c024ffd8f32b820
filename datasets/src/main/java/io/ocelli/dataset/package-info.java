@NullMarked
package io.ocelli.dataset;

import org.jspecify.annotations.NullMarked;
