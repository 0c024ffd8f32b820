/** Feature vectors of many pictures on disk, and which of them are alike. */
@NullMarked
package io.ocelli.app.features;

import org.jspecify.annotations.NullMarked;
