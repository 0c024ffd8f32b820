package io.ocelli.model.engine;

import org.jspecify.annotations.Nullable;

/**
 * One parameter of a layer.
 *
 * @param shape as in {@link io.ocelli.model.net.Parameters}
 * @param value in the layout that the layer computes with
 * @param plain the same numbers, rows first, for coming in and going out
 * @param gradient in the layout of the value; null if it is not trained
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Weight(
    String node,
    String parameter,
    int[] shape,
    Cell value,
    Layout plain,
    @Nullable Cell gradient) {}
