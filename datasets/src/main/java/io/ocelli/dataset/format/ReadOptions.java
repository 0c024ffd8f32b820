package io.ocelli.dataset.format;

import java.util.List;

/**
 * How annotations are read.
 *
 * @param strict whether the first bad annotation ends the reading; else it is repaired or left out,
 *     and counted
 * @param vocCorners what the corners of Pascal VOC mean
 * @param classes names in the order of their indices, for formats that may lack them (YOLO, IDX);
 *     empty to use what the data set says
 * @param threads that look at the sizes of the pictures, 1 or more
 */
public record ReadOptions(
    boolean strict, VocCorners vocCorners, List<String> classes, int threads) {
  /** Copies the classes. */
  public ReadOptions {
    classes = List.copyOf(classes);
  }

  /** Repairs; VOC as its makers defined it. */
  public static final ReadOptions DEFAULT = new ReadOptions(false, VocCorners.PIXELS, List.of(), 2);

  /** What {@code xmin, ymin, xmax, ymax} of Pascal VOC are. */
  public enum VocCorners {
    /**
     * First and last pixel of the object, the picture's first pixel being 1, as the VOC challenge
     * defines them: {@code x1 = xmin - 1, x2 = xmax}.
     */
    PIXELS,
    /** Edges, the picture's left edge being 0, as some tools draw them: {@code x1 = xmin}. */
    EDGES;

    /** What is added to {@code xmin} and {@code ymin} of a {@link io.ocelli.geometry.Box}. */
    int shift() {
      return this == PIXELS ? 1 : 0;
    }
  }

  /** The same, but stopping at the first bad annotation or not. */
  public ReadOptions withStrict(boolean other) {
    return new ReadOptions(other, vocCorners, classes, threads);
  }

  /** The same with names of the classes. */
  public ReadOptions withClasses(List<String> other) {
    return new ReadOptions(strict, vocCorners, other, threads);
  }

  /** The same with another number of threads. */
  public ReadOptions withThreads(int other) {
    return new ReadOptions(strict, vocCorners, classes, other);
  }

  /** The same with another meaning of VOC's corners. */
  public ReadOptions withVocCorners(VocCorners other) {
    return new ReadOptions(strict, other, classes, threads);
  }
}
