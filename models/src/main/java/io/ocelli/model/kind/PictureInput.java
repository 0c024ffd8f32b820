package io.ocelli.model.kind;

import io.ocelli.image.Preprocess.Layout;
import io.ocelli.model.onnx.TensorSpec;
import java.util.List;
import java.util.Optional;

/**
 * The input of a model that takes pictures.
 *
 * @param spec as the model says it
 * @param layout whether the channels come first or last
 */
public record PictureInput(TensorSpec spec, Layout layout) {
  /**
   * Among all inputs of a model: the first one with four sides of which one can be that of the
   * channels. The channels come last where only the last side fits (1, 3 or 4 channels).
   */
  public static Optional<PictureInput> among(List<TensorSpec> inputs) {
    return inputs.stream()
        .filter(input -> input.rank() == 4)
        .findFirst()
        .map(
            input -> {
              boolean first = channels(input.side(1));
              boolean last = channels(input.side(3));
              return new PictureInput(input, last && !first ? Layout.NHWC : Layout.NCHW);
            });
  }

  private static boolean channels(long side) {
    return side == 1 || side == 3 || side == 4;
  }

  /** The number of channels; -1 when it is free. */
  public long channels() {
    return spec.side(layout == Layout.NCHW ? 1 : 3);
  }

  /** The height in pixels; -1 when it is free. */
  public long height() {
    return spec.side(layout == Layout.NCHW ? 2 : 1);
  }

  /** The width in pixels; -1 when it is free. */
  public long width() {
    return spec.side(layout == Layout.NCHW ? 3 : 2);
  }

  /** The same, read with another order of the sides. */
  public PictureInput withLayout(Layout other) {
    return new PictureInput(spec, other);
  }
}
