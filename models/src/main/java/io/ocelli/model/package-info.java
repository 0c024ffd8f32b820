@NullMarked
package io.ocelli.model;

import org.jspecify.annotations.NullMarked;
