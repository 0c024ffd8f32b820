package io.ocelli.augment;

import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.merge;
import static org.bytedeco.opencv.global.opencv_core.split;
import static org.bytedeco.opencv.global.opencv_core.transform;

import io.ocelli.image.Image;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;

/**
 * New channels as sums of the old ones. Edits of this kind that follow each other become one, which
 * is rounded and clipped once, at the end.
 *
 * @param m three rows for the new blue, green and red, each with the parts of the old blue, green
 *     and red, and a number that is added
 */
public record LinearColors(List<Double> m) implements PixelEdit {
  private static final LinearColors NEGATIVE = of(-1, 255);

  /** Copies the numbers. */
  public LinearColors {
    m = List.copyOf(m);
    if (m.size() != 12) {
      throw new IllegalArgumentException("three rows of four numbers, got " + m.size());
    }
  }

  /** {@code value * factor + plus} for all channels. */
  public static LinearColors of(double factor, double plus) {
    return each(factor, plus, factor, plus, factor, plus);
  }

  /** A factor and a number that is added for each channel. */
  public static LinearColors each(
      double blue, double plusBlue, double green, double plusGreen, double red, double plusRed) {
    return new LinearColors(
        List.of(blue, 0.0, 0.0, plusBlue, 0.0, green, 0.0, plusGreen, 0.0, 0.0, red, plusRed));
  }

  /**
   * Sums of channels, nothing added.
   *
   * @param rows nine numbers: for the new blue, green and red the parts of the old ones
   */
  public static LinearColors mixing(double[] rows) {
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      all.add(rows[i]);
      if (i % 3 == 2) {
        all.add(0.0);
      }
    }
    return new LinearColors(all);
  }

  /** This and then another, as one. */
  LinearColors then(LinearColors next) {
    List<Double> both = new ArrayList<>();
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 4; column++) {
        double sum = column == 3 ? next.at(row, 3) : 0;
        for (int k = 0; k < 3; k++) {
          sum += next.at(row, k) * at(k, column);
        }
        both.add(sum);
      }
    }
    return new LinearColors(both);
  }

  private double at(int row, int column) {
    return m.get(4 * row + column);
  }

  /** A new picture. */
  Image apply(Image image) {
    if (this.equals(NEGATIVE)) {
      return Image.make(out -> bitwise_not(image.mat(), out));
    }
    if (this.equals(of(at(0, 0), at(0, 3)))) {
      return Image.make(out -> image.mat().convertTo(out, -1, at(0, 0), at(0, 3)));
    }
    if (this.equals(each(at(0, 0), at(0, 3), at(1, 1), at(1, 3), at(2, 2), at(2, 3)))) {
      return Image.make(out -> byPlanes(image.mat(), out));
    }
    double[] numbers = m.stream().mapToDouble(v -> v).toArray();
    try (DoublePointer pointer = new DoublePointer(numbers);
        Mat matrix = new Mat(3, 4, CV_64F, pointer)) {
      return Image.make(out -> transform(image.mat(), out, matrix));
    }
  }

  private void byPlanes(Mat in, Mat out) {
    try (MatVector planes = new MatVector(3)) {
      split(in, planes);
      for (int channel = 0; channel < 3; channel++) {
        try (Mat plane = planes.get(channel)) {
          plane.convertTo(plane, -1, at(channel, channel), at(channel, 3));
        }
      }
      merge(planes, out);
    }
  }
}
