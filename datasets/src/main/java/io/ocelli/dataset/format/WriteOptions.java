package io.ocelli.dataset.format;

/**
 * How a data set is written.
 *
 * @param link whether pictures become hard links rather than copies, where their bytes are the same
 * @param vocCorners what the corners of Pascal VOC shall mean
 */
public record WriteOptions(boolean link, ReadOptions.VocCorners vocCorners) {
  /** Copies; VOC as its makers defined it. */
  public static final WriteOptions DEFAULT = new WriteOptions(false, ReadOptions.VocCorners.PIXELS);

  /** The same with hard links or without. */
  public WriteOptions withLink(boolean other) {
    return new WriteOptions(other, vocCorners);
  }
}
