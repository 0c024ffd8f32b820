package io.ocelli.model.onnx;

import io.ocelli.dataset.ByteSource;
import io.ocelli.error.OcelliException;
import java.util.List;

/** What became of one picture in an {@link OnnxPipeline}. */
public sealed interface Inference {
  /** Position of the picture among the sources, from 0. */
  long index();

  /** The picture. */
  ByteSource source();

  /**
   * The model has answered.
   *
   * @param width of the upright picture in pixels, as stored, whatever size it was decoded at
   * @param height of the upright picture in pixels
   * @param outputs the outputs that were asked for; their first side is 1. Where several views of
   *     each picture were asked for, those of the first view, then those of the next
   */
  record Done(long index, ByteSource source, int width, int height, List<FloatTensor> outputs)
      implements Inference {
    Done with(List<FloatTensor> answers) {
      return new Done(index, source, width, height, answers);
    }
  }

  /**
   * The picture could not be read.
   *
   * @param reason why, with what to try
   */
  record Failed(long index, ByteSource source, OcelliException reason) implements Inference {}
}
