/** The gallery of operations: scenes that are drawn here, and the page in docs made of them. */
@NullMarked
package io.ocelli.app.gallery;

import org.jspecify.annotations.NullMarked;
