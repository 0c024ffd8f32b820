package io.ocelli.dataset.synthetic;

import io.ocelli.error.UsageException;

/**
 * How many shapes a picture has and how they may lie.
 *
 * @param minObjects least number of shapes tried for a picture; crowded ones may get fewer
 * @param maxObjects most shapes of a picture, at most 50
 * @param maxIou largest overlap of the boxes of two shapes, 0 to 1 (intersection over union)
 * @param minVisible smallest part of a shape that has to be seen, over 0 to 1; the rest may be
 *     hidden by others or lie outside the picture
 */
public record ShapeRules(int minObjects, int maxObjects, double maxIou, double minVisible) {
  /** One to eight shapes, boxes that overlap by at most 0.3, half of each to be seen. */
  public static final ShapeRules DEFAULT = new ShapeRules(1, 8, 0.3, 0.5);

  /** Checks the ranges. */
  public ShapeRules {
    if (minObjects < 0 || maxObjects < minObjects || maxObjects > 50) {
      throw new UsageException(
          "a picture has 0 to 50 shapes",
          minObjects + ".." + maxObjects,
          "the number of shapes",
          "try 1..8");
    }
    if (!(maxIou >= 0 && maxIou <= 1)) {
      throw new UsageException(
          "the overlap of boxes is 0 to 1",
          Double.toString(maxIou),
          "the largest overlap",
          "try 0.3");
    }
    if (!(minVisible > 0 && minVisible <= 1)) {
      throw new UsageException(
          "the visible part is over 0 and at most 1",
          Double.toString(minVisible),
          "the smallest visible part",
          "try 0.5");
    }
  }
}
