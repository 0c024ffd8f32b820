/** What the graph of a model is made of and what it costs. */
@NullMarked
package io.ocelli.model.graph;

import org.jspecify.annotations.NullMarked;
