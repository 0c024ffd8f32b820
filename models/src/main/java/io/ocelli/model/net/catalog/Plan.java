package io.ocelli.model.net.catalog;

import io.ocelli.model.net.NetBuilder;
import io.ocelli.model.net.Shape;

/**
 * What a family of networks is to build.
 *
 * @param name of the network
 * @param input one sample
 * @param small whether the stem is the one for small pictures
 */
record Plan(String name, Shape input, int classes, boolean small) {
  NetBuilder begin() {
    return NetBuilder.of(name, input);
  }
}
