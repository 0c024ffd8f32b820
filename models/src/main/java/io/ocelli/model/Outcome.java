package io.ocelli.model;

import io.ocelli.dataset.ByteSource;
import io.ocelli.error.OcelliException;
import java.util.List;

/** What became of one picture when many were classified. */
public sealed interface Outcome {
  /** The picture. */
  ByteSource source();

  /**
   * The picture has its labels.
   *
   * @param width of the upright picture in pixels
   * @param height of the upright picture in pixels
   * @param predictions the most probable classes, most probable first
   * @param probabilities of all classes, in the order of the model's labels
   */
  @SuppressWarnings("ArrayRecordComponent") // a list of boxed numbers for each picture is too slow
  record Classified(
      ByteSource source,
      int width,
      int height,
      List<Classification> predictions,
      float[] probabilities)
      implements Outcome {}

  /**
   * The picture could not be classified.
   *
   * @param reason why, with what to try
   */
  record Failed(ByteSource source, OcelliException reason) implements Outcome {}
}
