/** Pictures of networks: layers as boxes from top to bottom, branches side by side. */
@NullMarked
package io.ocelli.model.net.picture;

import org.jspecify.annotations.NullMarked;
