package io.ocelli.augment.policy;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT_101;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.addWeighted;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.filter2D;

import io.ocelli.augment.Edges;
import io.ocelli.augment.Example;
import io.ocelli.augment.LinearColors;
import io.ocelli.augment.PixelEdit;
import io.ocelli.augment.Planar;
import io.ocelli.image.Image;
import io.ocelli.ops.color.On;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/** The operations that policies choose from, as Pillow and torchvision define them. */
enum PolicyOperation {
  /** Nothing. */
  IDENTITY,
  /** Slants upright lines; the magnitude is the tangent. */
  SHEAR_X,
  /** Slants level lines; the magnitude is the tangent. */
  SHEAR_Y,
  /** Moves to the side, by pixels. */
  TRANSLATE_X,
  /** Moves up or down, by pixels. */
  TRANSLATE_Y,
  /** Turns, by degrees. */
  ROTATE,
  /** Blends with black; the magnitude is added to the factor 1, as for the next three. */
  BRIGHTNESS,
  /** Blends with the gray picture. */
  COLOR,
  /** Blends with the mean gray. */
  CONTRAST,
  /** Blends with a smoothed picture. */
  SHARPNESS,
  /** Keeps the upper bits of each value; the magnitude is their number. */
  POSTERIZE,
  /** Inverts values from a threshold on. */
  SOLARIZE,
  /** Stretches each channel. */
  AUTO_CONTRAST,
  /** Equalizes each channel. */
  EQUALIZE;

  private static final double[] GRAY = {0.114, 0.587, 0.299};

  /** Whether the magnitude may also be below 0. */
  boolean signed() {
    return switch (this) {
      case SHEAR_X, SHEAR_Y, TRANSLATE_X, TRANSLATE_Y, ROTATE -> true;
      case BRIGHTNESS, COLOR, CONTRAST, SHARPNESS -> true;
      case IDENTITY, POSTERIZE, SOLARIZE, AUTO_CONTRAST, EQUALIZE -> false;
    };
  }

  /** Changes an example. */
  void apply(Example example, double magnitude, Edges edges) {
    double m = magnitude;
    switch (this) {
      case IDENTITY -> {}
      case SHEAR_X -> example.move(about(example, 1, -m, 0, 1, 0, 0, edges));
      case SHEAR_Y -> example.move(about(example, 1, 0, m, 1, 0, 0, edges));
      case TRANSLATE_X -> example.move(about(example, 1, 0, 0, 1, Math.rint(m), 0, edges));
      case TRANSLATE_Y -> example.move(about(example, 1, 0, 0, 1, 0, Math.rint(m), edges));
      case ROTATE -> {
        double cos = Math.cos(Math.toRadians(m));
        double sin = Math.sin(Math.toRadians(m));
        example.move(about(example, cos, sin, -sin, cos, 0, 0, edges));
      }
      case BRIGHTNESS -> example.edit(LinearColors.of(1 + m, 0));
      case COLOR -> example.edit(colored(1 + m));
      case CONTRAST -> example.edit(PixelEdit.fresh(image -> contrasted(image, 1 + m)));
      case SHARPNESS -> example.edit(PixelEdit.over(image -> sharpened(image, 1 + m)));
      case POSTERIZE -> {
        int mask = -1 << (8 - (int) m);
        example.edit(PixelEdit.Tables.of(v -> (int) v & mask));
      }
      case SOLARIZE -> example.edit(PixelEdit.Tables.of(v -> v >= m ? 255 - v : v));
      case AUTO_CONTRAST ->
          example.edit(PixelEdit.of(new io.ocelli.ops.color.AutoContrast(0, On.CHANNELS)));
      case EQUALIZE -> example.edit(PixelEdit.of(new io.ocelli.ops.color.Equalize(On.CHANNELS)));
    }
  }

  private static Planar about(
      Example example, double a, double b, double d, double e, double x, double y, Edges edges) {
    return Planar.aboutCentre(a, b, d, e, x, y, example.width(), example.height(), edges);
  }

  private static LinearColors colored(double factor) {
    double[] rows = new double[9];
    for (int i = 0; i < 9; i++) {
      rows[i] = (i / 3 == i % 3 ? factor : 0) + (1 - factor) * GRAY[i % 3];
    }
    return LinearColors.mixing(rows);
  }

  private static Image contrasted(Image image, double factor) {
    try (Mat gray = new Mat();
        Scalar mean = meanOf(image, gray)) {
      double middle = Math.floor(mean.get(0) + 0.5);
      return Image.make(out -> image.mat().convertTo(out, -1, factor, (1 - factor) * middle));
    }
  }

  private static Scalar meanOf(Image image, Mat gray) {
    cvtColor(image.mat(), gray, COLOR_BGR2GRAY);
    return org.bytedeco.opencv.global.opencv_core.mean(gray);
  }

  /** The outermost pixels stay, as in Pillow. */
  private static Image sharpened(Image image, double factor) {
    if (image.width() < 3 || image.height() < 3) {
      return image;
    }
    float[] weights = new float[9];
    Arrays.fill(weights, 1 / 13f);
    weights[4] = 5 / 13f;
    try (FloatPointer numbers = new FloatPointer(weights);
        Mat kernel = new Mat(3, 3, CV_32F, numbers);
        Point middle = new Point(-1, -1);
        Mat smooth = new Mat();
        Rect inner = new Rect(1, 1, image.width() - 2, image.height() - 2)) {
      filter2D(image.mat(), smooth, -1, kernel, middle, 0, BORDER_REFLECT_101);
      try (Mat from = new Mat(smooth, inner);
          Mat part = new Mat(image.mat(), inner)) {
        addWeighted(part, factor, from, 1 - factor, 0, part);
      }
    }
    return image;
  }
}
