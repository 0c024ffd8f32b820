package io.ocelli.dataset;

/**
 * One labelled picture.
 *
 * @param source where its bytes are
 * @param label index of its class in {@link ClassDataset#classes()}
 * @param path name inside the data set: the class, then the folders and the file below it, with
 *     {@code /} between them; the same for a folder, a wrapped folder and an archive of it
 */
public record Sample(ByteSource source, int label, String path) {
  /** A sample outside a data set on disk; its path is the name of the source. */
  public Sample(ByteSource source, int label) {
    this(source, label, source.name());
  }

  /** Refuses a negative label. */
  public Sample {
    if (label < 0) {
      throw new IllegalArgumentException("label must be 0 or more: " + label);
    }
  }
}
