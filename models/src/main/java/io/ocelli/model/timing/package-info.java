/** How long a model takes on this machine: stage by stage, batch by batch. */
@NullMarked
package io.ocelli.model.timing;

import org.jspecify.annotations.NullMarked;
