/** Registries of public models, and their download into the store. */
@NullMarked
package io.ocelli.model.zoo.registry;

import org.jspecify.annotations.NullMarked;
