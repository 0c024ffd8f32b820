package io.ocelli.model.onnx;

import io.ocelli.error.OcelliException;
import io.ocelli.image.Image;
import java.util.List;
import java.util.Random;

/**
 * Finds out whether a model answers for a picture what it answers for it among others.
 *
 * <p>Not all do. A model that was quantised dynamically (DynamicQuantizeLinear) takes the range of
 * its values over the whole batch, so that the neighbours of a picture change its answer: by half a
 * logit for a MobileNetV2 that was looked at. Such a model has to be run picture by picture. What
 * is asked is the model itself and not its operators, as there are more ways to mix a batch than
 * one (a Reshape that takes the batch for something else, batch statistics of a model that was
 * exported in training mode).
 */
final class BatchProbe {
  /** More than what another order of a sum changes, relative to the largest value. */
  private static final double TOLERANCE = 1e-4;

  private static final int SIDE = 64;

  private BatchProbe() {}

  /**
   * Asks with faint noise: beside strong noise and then alone, or beside nothing where the model
   * fixes its batch.
   *
   * @param workspace with room for two
   */
  static boolean independent(Workspace workspace) {
    if (workspace.capacity() < 2) {
      return false;
    }
    try (Image faint = noise(5, 100, 30);
        Image strong = noise(6, 0, 256);
        Image nothing = Image.blank(SIDE, SIDE, 0, 0, 0)) {
      workspace.put(faint, 0);
      workspace.put(strong, 1);
      List<FloatTensor> together = workspace.run(2);
      List<FloatTensor> first = workspace.row(together, 0);
      workspace.put(nothing, 1);
      List<FloatTensor> alone = workspace.row(workspace.run(1), 0);
      for (int i = 0; i < alone.size(); i++) {
        if (first.get(i) == together.get(i) || !same(first.get(i), alone.get(i))) {
          return false;
        }
      }
      return true;
    } catch (OcelliException e) {
      // A graph that says its batch is free and then has room for one picture only.
      return false;
    }
  }

  private static Image noise(long seed, int from, int range) {
    byte[] bgr = new byte[3 * SIDE * SIDE];
    Random random = new Random(seed);
    for (int i = 0; i < bgr.length; i++) {
      bgr[i] = (byte) (from + random.nextInt(range));
    }
    return Image.ofBgr(SIDE, SIDE, bgr);
  }

  private static boolean same(FloatTensor together, FloatTensor alone) {
    float[] two = together.values();
    float[] one = alone.values();
    if (two.length != one.length) {
      return false;
    }
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < one.length; i++) {
      largest = Math.max(largest, Math.abs(one[i]));
      difference = Math.max(difference, Math.abs(one[i] - two[i]));
    }
    return difference <= TOLERANCE * Math.max(largest, 1e-3);
  }
}
