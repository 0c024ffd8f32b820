package io.ocelli.model.zoo.registry;

import org.jspecify.annotations.Nullable;

/**
 * Under which terms a model may be used.
 *
 * @param name SPDX identifier such as {@code Apache-2.0}, or words where there is none
 * @param url where the text is; null when nobody has said
 */
public record Licence(String name, @Nullable String url) {
  @Override
  public String toString() {
    return url == null ? name : name + " (" + url + ")";
  }
}
