/** Features: lines, circles, corners, matches, codes. */
@NullMarked
package io.ocelli.ops.feature;

import org.jspecify.annotations.NullMarked;
