package io.ocelli.model.train;

import io.ocelli.dataset.Sample;
import io.ocelli.image.Image;
import io.ocelli.image.Preprocess;
import io.ocelli.image.Preprocessor;
import io.ocelli.image.UnreadableImageException;
import io.ocelli.model.convert.Parity;
import io.ocelli.model.onnx.OnnxModel;
import io.ocelli.model.onnx.OnnxOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Compares a network with its export on real pictures, spread evenly over the classes. */
final class PictureParity {
  private PictureParity() {}

  /** Class probabilities of n pictures. */
  interface Answers {
    float[][] probabilities(FloatBuffer pixels, int n);
  }

  static Parity check(
      Answers network,
      int classes,
      byte[] onnx,
      Preprocess input,
      List<Sample> samples,
      String origin) {
    FloatBuffer pixels =
        ByteBuffer.allocateDirect(Parity.PICTURES * input.elements() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    int n = fill(pixels, input, spread(samples));
    float[][] trained = network.probabilities(pixels, n);
    try (OnnxModel model = OnnxModel.open(onnx, origin, OnnxOptions.DEFAULT)) {
      float[] flat = model.run(pixels, n);
      float[][] exported = new float[n][];
      for (int i = 0; i < n; i++) {
        exported[i] = Arrays.copyOfRange(flat, i * classes, (i + 1) * classes);
      }
      return Parity.check(trained, exported, origin);
    }
  }

  /** Samples in an order whose beginning is spread over the whole list. */
  static List<Sample> spread(List<Sample> samples) {
    List<Sample> spread = new ArrayList<>();
    int stride = Math.max(1, samples.size() / Parity.PICTURES);
    for (int offset = 0; offset < stride; offset++) {
      for (int i = offset; i < samples.size(); i += stride) {
        spread.add(samples.get(i));
      }
    }
    return spread;
  }

  private static int fill(FloatBuffer pixels, Preprocess input, List<Sample> samples) {
    int n = 0;
    try (Preprocessor preprocessor = input.start()) {
      for (int i = 0; i < samples.size() && n < Parity.PICTURES; i++) {
        n += write(samples.get(i), input, preprocessor, pixels, n) ? 1 : 0;
      }
    }
    return n;
  }

  /**
   * False for a broken picture: the loader has reported it already, and the next one serves as
   * well.
   */
  private static boolean write(
      Sample sample, Preprocess input, Preprocessor preprocessor, FloatBuffer pixels, int place) {
    try (Image image =
        Image.decode(sample.source().read(), sample.source().name(), input.decodeOptions())) {
      preprocessor.write(image, pixels, place);
      return true;
    } catch (IOException | UnreadableImageException broken) {
      return false;
    }
  }
}
