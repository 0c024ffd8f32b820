/** Known networks by name, for pictures of any size and any number of classes. */
@NullMarked
package io.ocelli.model.net.catalog;

import org.jspecify.annotations.NullMarked;
