package io.ocelli.model.zoo;

import io.ocelli.geometry.Box;
import io.ocelli.model.kind.DetectorFamily;
import io.ocelli.model.onnx.FloatTensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Boxes from the raw outputs of the detectors of the test data, as their notes (MODELS.md) have it:
 * just enough to compare with what was measured elsewhere.
 */
final class RawBoxes {
  /** A box in pixels of the model's input. */
  record Found(int index, float score, Box box) {}

  private final List<FloatTensor> outputs;
  private final int width;
  private final int height;
  private final double threshold;
  private final List<Found> found = new ArrayList<>();

  private RawBoxes(List<FloatTensor> outputs, int width, int height, double threshold) {
    this.outputs = outputs;
    this.width = width;
    this.height = height;
    this.threshold = threshold;
  }

  static List<Found> of(
      DetectorFamily family,
      List<FloatTensor> outputs,
      int width,
      int height,
      double threshold,
      double overlap) {
    RawBoxes raw = new RawBoxes(outputs, width, height, threshold);
    switch (family) {
      case YOLOX -> raw.yolox();
      case ULTRALYTICS -> raw.ultralytics();
      case FASTESTDET -> raw.fastestdet();
      case ULTRAFACE -> raw.ultraface();
      case YUNET -> raw.yunet();
      default -> throw new IllegalArgumentException(family.key());
    }
    return raw.suppressed(overlap, family == DetectorFamily.FASTESTDET);
  }

  private List<Found> suppressed(double overlap, boolean blind) {
    found.sort(Comparator.comparing(Found::score).reversed());
    List<Found> kept = new ArrayList<>();
    for (Found candidate : found) {
      boolean hidden =
          kept.stream()
              .filter(other -> blind || other.index() == candidate.index())
              .anyMatch(other -> other.box().iou(candidate.box()) > overlap);
      if (!hidden) {
        kept.add(candidate);
      }
    }
    return kept;
  }

  private void add(int index, double score, double cx, double cy, double w, double h) {
    if (score >= threshold) {
      found.add(
          new Found(
              index,
              (float) score,
              new Box(
                  (float) (cx - w / 2),
                  (float) (cy - h / 2),
                  (float) (cx + w / 2),
                  (float) (cy + h / 2))));
    }
  }

  private float[] values(String name) {
    return outputs.stream()
        .filter(output -> output.name().equals(name))
        .findFirst()
        .orElseThrow()
        .values();
  }

  private static int best(float[] values, int from, int count, int step) {
    int best = 0;
    for (int c = 1; c < count; c++) {
      if (values[from + c * step] > values[from + best * step]) {
        best = c;
      }
    }
    return best;
  }

  private void yolox() {
    float[] v = outputs.get(0).values();
    int row = (int) (long) outputs.get(0).shape().get(2);
    int at = 0;
    for (int stride : new int[] {8, 16, 32}) {
      for (int y = 0; y < height / stride; y++) {
        for (int x = 0; x < width / stride; x++, at += row) {
          int c = best(v, at + 5, row - 5, 1);
          add(
              c,
              v[at + 4] * v[at + 5 + c],
              (v[at] + x) * stride,
              (v[at + 1] + y) * stride,
              Math.exp(v[at + 2]) * stride,
              Math.exp(v[at + 3]) * stride);
        }
      }
    }
  }

  private void ultralytics() {
    float[] v = outputs.get(0).values();
    int rows = (int) (long) outputs.get(0).shape().get(1);
    int n = (int) (long) outputs.get(0).shape().get(2);
    for (int i = 0; i < n; i++) {
      int c = best(v, 4 * n + i, rows - 4, n);
      add(c, v[(4 + c) * n + i], v[i], v[n + i], v[2 * n + i], v[3 * n + i]);
    }
  }

  private void fastestdet() {
    float[] v = outputs.get(0).values();
    int channels = (int) (long) outputs.get(0).shape().get(1);
    int rows = (int) (long) outputs.get(0).shape().get(2);
    int columns = (int) (long) outputs.get(0).shape().get(3);
    int n = rows * columns;
    for (int i = 0; i < n; i++) {
      int c = best(v, 5 * n + i, channels - 5, n);
      double score = Math.pow(v[i], 0.6) * Math.pow(v[(5 + c) * n + i], 0.4);
      double cx = (i % columns + Math.tanh(v[n + i])) / columns * width;
      int row = i / columns;
      double cy = (row + Math.tanh(v[2 * n + i])) / rows * height;
      add(c, score, cx, cy, sigmoid(v[3 * n + i]) * width, sigmoid(v[4 * n + i]) * height);
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private void ultraface() {
    float[] scores = values("scores");
    float[] b = values("boxes");
    for (int i = 0; i < scores.length / 2; i++) {
      double w = b[4 * i + 2] - b[4 * i];
      double h = b[4 * i + 3] - b[4 * i + 1];
      add(
          0,
          scores[2 * i + 1],
          (b[4 * i] + w / 2) * width,
          (b[4 * i + 1] + h / 2) * height,
          w * width,
          h * height);
    }
  }

  private void yunet() {
    for (int stride : new int[] {8, 16, 32}) {
      float[] cls = values("cls_" + stride);
      float[] obj = values("obj_" + stride);
      float[] b = values("bbox_" + stride);
      int columns = width / stride;
      for (int i = 0; i < cls.length; i++) {
        int row = i / columns;
        add(
            0,
            cls[i] * obj[i],
            (i % columns + b[4 * i]) * stride,
            (row + b[4 * i + 1]) * stride,
            Math.exp(b[4 * i + 2]) * stride,
            Math.exp(b[4 * i + 3]) * stride);
      }
    }
  }
}
