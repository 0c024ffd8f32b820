package io.ocelli.ops;

import io.ocelli.image.Raster;

/**
 * One of the pictures that a pipeline gives.
 *
 * @param name what tells it from its siblings, such as {@code face-1} or {@code blue}; empty where
 *     no operation split the picture. Joined by {@code -} where several did. Letters, digits, dots
 *     and dashes only, because it becomes part of a file name
 * @param raster its pixels; whoever holds the part closes them
 */
public record Part(String name, Raster raster) {
  /** Checks the name. */
  public Part {
    if (!name.matches("[A-Za-z0-9.-]*")) {
      throw new IllegalArgumentException("a part's name may not hold '" + name + "'");
    }
  }
}
