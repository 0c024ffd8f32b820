package io.ocelli.model;

import io.ocelli.dataset.ByteSource;
import io.ocelli.error.OcelliException;

/** What became of one picture when the features of many were asked for. */
public sealed interface Embedding {
  /** The picture. */
  ByteSource source();

  /**
   * The picture has its features.
   *
   * @param width of the upright picture in pixels
   * @param height of the upright picture in pixels
   * @param features as many for each picture
   */
  @SuppressWarnings("ArrayRecordComponent") // a list of boxed numbers for each picture is too slow
  record Done(ByteSource source, int width, int height, float[] features) implements Embedding {}

  /**
   * The picture could not be read.
   *
   * @param reason why, with what to try
   */
  record Failed(ByteSource source, OcelliException reason) implements Embedding {}
}
