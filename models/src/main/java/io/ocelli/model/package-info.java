/**
 * What has weights, as its user sees it: open a {@link io.ocelli.model.Classifier}, ask it, close
 * it. What a model knows of itself is its {@link io.ocelli.model.ModelCard}.
 */
@NullMarked
package io.ocelli.model;

import org.jspecify.annotations.NullMarked;
