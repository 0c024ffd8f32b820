package io.ocelli.augment;

import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_NEAREST;
import static org.bytedeco.opencv.global.opencv_imgproc.WARP_INVERSE_MAP;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;
import static org.bytedeco.opencv.global.opencv_imgproc.warpPerspective;

import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A map of the plane: {@code x' = (m0 x + m1 y + m2) / w}, {@code y' = (m3 x + m4 y + m5) / w},
 * {@code w = m6 x + m7 y + m8}.
 *
 * @param m nine numbers, row by row: where a place of the picture goes
 * @param width of the result
 * @param height of the result
 * @param edges what lies beyond and between the pixels
 */
public record Planar(List<Double> m, int width, int height, Edges edges) implements Motion {
  /** Copies the numbers; refuses a map that cannot be undone. */
  public Planar {
    m = List.copyOf(m);
    if (m.size() != 9 || !(Math.abs(determinant(m)) > 1e-12)) {
      throw new IllegalArgumentException("no map of the plane: " + m);
    }
  }

  /** {@code x' = a x + b y + c}, {@code y' = d x + e y + f}. */
  public static Planar affine(
      double a,
      double b,
      double c,
      double d,
      double e,
      double f,
      int width,
      int height,
      Edges edges) {
    return new Planar(List.of(a, b, c, d, e, f, 0.0, 0.0, 1.0), width, height, edges);
  }

  /**
   * {@code (a b; d e)} about the centre of a picture that keeps its size, then a shift.
   *
   * @param moveX to the right in pixels
   * @param moveY down in pixels
   */
  public static Planar aboutCentre(
      double a,
      double b,
      double d,
      double e,
      double moveX,
      double moveY,
      int width,
      int height,
      Edges edges) {
    double x = width / 2.0;
    double y = height / 2.0;
    return affine(
        a, b, x - a * x - b * y + moveX, d, e, y - d * x - e * y + moveY, width, height, edges);
  }

  private static double determinant(List<Double> m) {
    return m.get(0) * (m.get(4) * m.get(8) - m.get(5) * m.get(7))
        - m.get(1) * (m.get(3) * m.get(8) - m.get(5) * m.get(6))
        + m.get(2) * (m.get(3) * m.get(7) - m.get(4) * m.get(6));
  }

  boolean isAffine() {
    return m.get(6) == 0 && m.get(7) == 0;
  }

  boolean keepsSize(int inWidth, int inHeight) {
    return width == inWidth && height == inHeight;
  }

  /** This and then another, which gives the size and the edges. */
  Planar then(Planar next) {
    Double[] product = new Double[9];
    for (int i = 0; i < 9; i++) {
      double sum = 0;
      for (int k = 0; k < 3; k++) {
        sum += next.m.get(i / 3 * 3 + k) * m.get(3 * k + i % 3);
      }
      product[i] = sum;
    }
    return new Planar(List.of(product), next.width, next.height, next.edges);
  }

  @Override
  public int outWidth(int inWidth, int inHeight) {
    return width;
  }

  @Override
  public int outHeight(int inWidth, int inHeight) {
    return height;
  }

  @Override
  public boolean keepsBoxes() {
    return isAffine() && m.get(1) == 0 && m.get(3) == 0;
  }

  @Override
  public void map(double[] xy, int inWidth, int inHeight) {
    for (int i = 0; i < xy.length; i += 2) {
      double x = xy[i];
      double y = xy[i + 1];
      double w = m.get(6) * x + m.get(7) * y + m.get(8);
      xy[i] = (m.get(0) * x + m.get(1) * y + m.get(2)) / w;
      xy[i + 1] = (m.get(3) * x + m.get(4) * y + m.get(5)) / w;
    }
  }

  @Override
  public Motion bounded() {
    return new Planar(m, width, height, edges.empty());
  }

  @Override
  public void draw(MatPair pair, boolean labels) {
    double[] inverse = inverseOfCentres();
    try (Surroundings around = Surroundings.of(inverse, pair.from(), width, height, edges)) {
      draw(around, pair.to(), inverse, labels);
    }
  }

  private void draw(Surroundings around, Mat out, double[] inverse, boolean labels) {
    around.moveInto(inverse);
    int border = around.border();
    int flags = (labels ? INTER_NEAREST : edges.interpolation().code()) | WARP_INVERSE_MAP;
    try (DoublePointer numbers = new DoublePointer(inverse);
        Mat matrix = new Mat(isAffine() ? 2 : 3, 3, CV_64F, numbers);
        Size size = new Size(width, height);
        Scalar fill = edges.fill(labels)) {
      if (isAffine()) {
        warpAffine(around.mat(), out, matrix, size, flags, border, fill);
      } else {
        warpPerspective(around.mat(), out, matrix, size, flags, border, fill);
      }
    }
  }

  /** Where the centre of a pixel of the result comes from, both counted by pixels. */
  private double[] inverseOfCentres() {
    double det = determinant(m);
    double[] adjugate = {
      m.get(4) * m.get(8) - m.get(5) * m.get(7),
      m.get(2) * m.get(7) - m.get(1) * m.get(8),
      m.get(1) * m.get(5) - m.get(2) * m.get(4),
      m.get(5) * m.get(6) - m.get(3) * m.get(8),
      m.get(0) * m.get(8) - m.get(2) * m.get(6),
      m.get(2) * m.get(3) - m.get(0) * m.get(5),
      m.get(3) * m.get(7) - m.get(4) * m.get(6),
      m.get(1) * m.get(6) - m.get(0) * m.get(7),
      m.get(0) * m.get(4) - m.get(1) * m.get(3)
    };
    double[] out = new double[9];
    for (int row = 0; row < 3; row++) {
      double a = adjugate[3 * row] / det;
      double b = adjugate[3 * row + 1] / det;
      out[3 * row] = a;
      out[3 * row + 1] = b;
      out[3 * row + 2] = adjugate[3 * row + 2] / det + (a + b) / 2;
    }
    for (int i = 0; i < 6; i++) {
      out[i] -= out[6 + i % 3] / 2;
    }
    if (isAffine()) {
      for (int i = 0; i < 9; i++) {
        out[i] /= out[8];
      }
    }
    return out;
  }
}
