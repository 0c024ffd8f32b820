package io.ocelli.bench;

import static io.ocelli.bench.Twin.make;
import static org.bytedeco.opencv.global.opencv_core.*;
import static org.bytedeco.opencv.global.opencv_imgproc.*;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Point2f;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_imgproc.CLAHE;

/** Changes by hand, for pictures of 256x256. */
final class ChangeTwins {
  private static final int SIDE = 256;
  private static final double[] LUMA = {0.114, 0.587, 0.299};

  private ChangeTwins() {}

  static List<ChangeTwin> all() {
    return List.of(
        ChangeTwin.of("hflip", bgr -> make(out -> flip(bgr, out, 1))),
        ChangeTwin.of("vflip", bgr -> make(out -> flip(bgr, out, 0))),
        ChangeTwin.random(
            "rot90", bgr -> make(out -> rotate(bgr, out, ROTATE_90_COUNTERCLOCKWISE))),
        ChangeTwin.of("transpose", bgr -> make(out -> transpose(bgr, out))),
        ChangeTwin.of("rotate max=12..12", warp(1, 12, 0, 0)),
        ChangeTwin.random("shift", warp(1, 0, 20, 10)),
        ChangeTwin.of("shear max=8..8", warp(slant(8))),
        ChangeTwin.of("zoom min=1.2 max=1.2", warp(1.2, 0, 0, 0)),
        ChangeTwin.random("affine", warp(1.1, 10, 12, 12)),
        ChangeTwin.random("perspective", ChangeTwins::perspective),
        ChangeTwin.random("scale factor=0.8..0.8", size(205)),
        ChangeTwin.random("random-crop width=200 height=200", cut(17, 23, 200)),
        ChangeTwin.of("center-crop width=200 height=200", cut(28, 28, 200)),
        ChangeTwin.random("resized-crop area=0.5..0.5", ChangeTwins::resizedCut),
        ChangeTwin.of(
            "pad all=16",
            bgr ->
                make(
                    out -> {
                      try (Scalar black = new Scalar(0)) {
                        copyMakeBorder(bgr, out, 16, 16, 16, 16, BORDER_CONSTANT, black);
                      }
                    })),
        ChangeTwin.random("elastic", ChangeTwins::elastic),
        ChangeTwin.random("grid-distortion", ChangeTwins::bend),
        ChangeTwin.random("optical-distortion", ChangeTwins::bend),
        ChangeTwin.of("brightness max=0.2..0.2", curve(v -> v * 1.2)),
        ChangeTwin.of("contrast max=0.2..0.2", curve(v -> (v - 127.5) * 1.2 + 127.5)),
        ChangeTwin.of("gamma value=2..2", curve(v -> 255 * Math.pow(v / 255.0, 0.5))),
        ChangeTwin.of("posterize levels=4..4", curve(v -> 85 * Math.rint(v / 85.0))),
        ChangeTwin.of("solarize threshold=128..128", curve(v -> v < 128 ? v : 255 - v)),
        ChangeTwin.random("tone-curve", curve(v -> v * v / 255.0)),
        ChangeTwin.random("temperature", ChangeTwins::shifted),
        ChangeTwin.of("invert", bgr -> make(out -> bitwise_not(bgr, out))),
        ChangeTwin.random("channel-shift", ChangeTwins::shifted),
        ChangeTwin.random("channel-shuffle", ChangeTwins::shuffled),
        ChangeTwin.random("channel-drop", ChangeTwins::dropped),
        ChangeTwin.of("saturation max=0.5..0.5", ChangeTwins::saturated),
        ChangeTwin.of("sepia amount=1..1", ChangeTwins::sepia),
        ChangeTwin.of(
            "gray",
            bgr ->
                make(
                    out -> {
                      try (Mat gray = new Mat()) {
                        cvtColor(bgr, gray, COLOR_BGR2GRAY);
                        cvtColor(gray, out, COLOR_GRAY2BGR);
                      }
                    })),
        ChangeTwin.of("hsv hue=20..20 saturation=0.3..0.3 value=0.1..0.1", ChangeTwins::hsv),
        ChangeTwin.of("clahe clip=2..2", onLuma(ChangeTwins::clahe)),
        ChangeTwin.of("equalize", onLuma((luma, out) -> equalizeHist(luma, out))),
        ChangeTwin.random("auto-contrast clip=1..1", ChangeTwins::stretched),
        ChangeTwin.of(
            "gaussian-blur sigma=1.2..1.2",
            bgr ->
                make(
                    out -> {
                      try (Size nine = new Size(9, 9)) {
                        GaussianBlur(bgr, out, nine, 1.2, 1.2, BORDER_REFLECT_101, 0);
                      }
                    })),
        ChangeTwin.of("median-blur size=5..5", bgr -> make(out -> medianBlur(bgr, out, 5))),
        ChangeTwin.random("motion-blur size=7..7", kernel(ChangeTwins::line)),
        ChangeTwin.random("defocus radius=2..2", kernel(ChangeTwins::disc)),
        ChangeTwin.of(
            "sharpen amount=0.5..0.5",
            kernel(at -> of(at, 3, 0, -0.5, 0, -0.5, 3, -0.5, 0, -0.5, 0))),
        ChangeTwin.of(
            "emboss amount=0.5..0.5",
            kernel(at -> of(at, 3, -1, -0.5, 0, -0.5, 1, 0.5, 0, 0.5, 1))),
        ChangeTwin.random("gaussian-noise", ChangeTwins::noisy),
        ChangeTwin.random("speckle", ChangeTwins::speckled),
        ChangeTwin.of("jpeg quality=60..60", ChangeTwins::jpeg),
        ChangeTwin.random("downscale factor=0.5..0.5", ChangeTwins::smaller));
  }

  private static Twin.Call warp(double scale, double degrees, double right, double down) {
    return warp(
        () -> {
          try (Point2f middle = new Point2f((SIDE - 1) / 2f, (SIDE - 1) / 2f)) {
            Mat matrix = getRotationMatrix2D(middle, degrees, scale);
            DoubleBuffer numbers = matrix.createBuffer();
            numbers.put(2, numbers.get(2) + right).put(5, numbers.get(5) + down);
            return matrix;
          }
        });
  }

  private static Supplier<Mat> slant(double degrees) {
    return () -> {
      double by = Math.tan(Math.toRadians(degrees));
      Mat matrix = new Mat(2, 3, CV_64F);
      matrix.<DoubleBuffer>createBuffer().put(new double[] {1, -by, by * (SIDE - 1) / 2, 0, 1, 0});
      return matrix;
    };
  }

  private static Twin.Call warp(Supplier<Mat> matrix) {
    return bgr ->
        make(
            out -> {
              try (Mat map = matrix.get();
                  Size size = new Size(SIDE, SIDE);
                  Scalar black = new Scalar(0)) {
                warpAffine(bgr, out, map, size, INTER_LINEAR, BORDER_REFLECT_101, black);
              }
            });
  }

  private static Mat perspective(Mat bgr) {
    return make(
        out -> {
          try (Mat from = new Mat(4, 2, CV_32F);
              Mat to = new Mat(4, 2, CV_32F);
              Size size = new Size(SIDE, SIDE);
              Scalar black = new Scalar(0)) {
            from.<FloatBuffer>createBuffer().put(new float[] {0, 0, 256, 0, 256, 256, 0, 256});
            to.<FloatBuffer>createBuffer().put(new float[] {9, 5, 250, -4, 243, 262, 4, 241});
            try (Mat map = getPerspectiveTransform(from, to)) {
              warpPerspective(bgr, out, map, size, INTER_LINEAR, BORDER_REFLECT_101, black);
            }
          }
        });
  }

  private static Twin.Call size(int side) {
    return bgr ->
        make(
            out -> {
              try (Size size = new Size(side, side)) {
                resize(bgr, out, size, 0, 0, INTER_AREA);
              }
            });
  }

  private static Twin.Call cut(int left, int top, int side) {
    return bgr -> {
      try (Rect rect = new Rect(left, top, side, side);
          Mat part = new Mat(bgr, rect)) {
        return part.clone();
      }
    };
  }

  private static Mat resizedCut(Mat bgr) {
    return make(
        out -> {
          try (Rect rect = new Rect(30, 30, 181, 181);
              Mat part = new Mat(bgr, rect);
              Size size = new Size(SIDE, SIDE)) {
            resize(part, out, size, 0, 0, INTER_LINEAR);
          }
        });
  }

  /** As it is written everywhere: noise of one number for each pixel, blurred. */
  private static Mat elastic(Mat bgr) {
    return make(
        out -> {
          try (Mat x = new Mat(SIDE, SIDE, CV_32F);
              Mat y = new Mat(SIDE, SIDE, CV_32F);
              Mat low = new Mat(1, 1, CV_64F, new Scalar(-1));
              Mat high = new Mat(1, 1, CV_64F, new Scalar(1));
              Size auto = new Size(0, 0);
              Scalar black = new Scalar(0)) {
            for (Mat one : List.of(x, y)) {
              randu(one, low, high);
              GaussianBlur(one, one, auto, 12.8, 12.8, BORDER_REFLECT_101, 0);
            }
            FloatBuffer right = x.createBuffer();
            FloatBuffer down = y.createBuffer();
            for (int i = 0; i < SIDE * SIDE; i++) {
              int row = i / SIDE;
              right.put(i, i % SIDE + 200 * right.get(i));
              down.put(i, row + 200 * down.get(i));
            }
            remap(bgr, out, x, y, INTER_LINEAR, BORDER_REFLECT_101, black);
          }
        });
  }

  private static Mat bend(Mat bgr) {
    return make(
        out -> {
          try (Mat x = new Mat(SIDE, SIDE, CV_32F);
              Mat y = new Mat(SIDE, SIDE, CV_32F);
              Scalar black = new Scalar(0)) {
            FloatBuffer right = x.createBuffer();
            FloatBuffer down = y.createBuffer();
            for (int row = 0; row < SIDE; row++) {
              for (int column = 0; column < SIDE; column++) {
                float u = column - SIDE / 2f;
                float v = row - SIDE / 2f;
                float factor = 0.2f * (u * u + v * v) / (SIDE * SIDE / 2f);
                right.put(row * SIDE + column, column + factor * u);
                down.put(row * SIDE + column, row + factor * v);
              }
            }
            remap(bgr, out, x, y, INTER_LINEAR, BORDER_REFLECT_101, black);
          }
        });
  }

  private static Twin.Call curve(IntToDoubleFunction function) {
    return bgr ->
        make(
            out -> {
              try (Mat table = new Mat(1, 256, CV_8U)) {
                ByteBuffer values = table.createBuffer();
                for (int v = 0; v < 256; v++) {
                  double value = Math.rint(function.applyAsDouble(v));
                  values.put((byte) Math.max(0, Math.min(255, value)));
                }
                LUT(bgr, table, out);
              }
            });
  }

  private static Mat shifted(Mat bgr) {
    return make(
        out -> {
          try (Mat table = new Mat(1, 256, CV_8UC3)) {
            ByteBuffer values = table.createBuffer();
            for (int v = 0; v < 256; v++) {
              values
                  .put((byte) Math.min(255, v + 10))
                  .put((byte) Math.max(0, v - 12))
                  .put((byte) Math.min(255, v + 7));
            }
            LUT(bgr, table, out);
          }
        });
  }

  private static Mat shuffled(Mat bgr) {
    return make(
        out -> {
          out.create(bgr.rows(), bgr.cols(), bgr.type());
          try (MatVector in = new MatVector(bgr);
              MatVector to = new MatVector(out);
              IntPointer pairs = new IntPointer(0, 2, 1, 0, 2, 1)) {
            mixChannels(in, to, pairs, 3);
          }
        });
  }

  private static Mat dropped(Mat bgr) {
    Mat out = bgr.clone();
    try (Mat zero = new Mat(SIDE, SIDE, CV_8U, new Scalar(0))) {
      insertChannel(zero, out, 1);
    }
    return out;
  }

  private static Mat saturated(Mat bgr) {
    double[] numbers = new double[9];
    for (int i = 0; i < 9; i++) {
      numbers[i] = (i % 4 == 0 ? 1.5 : 0) - 0.5 * LUMA[i % 3];
    }
    return matrix(bgr, numbers);
  }

  private static Mat sepia(Mat bgr) {
    return matrix(bgr, 0.131, 0.534, 0.272, 0.168, 0.686, 0.349, 0.189, 0.769, 0.393);
  }

  private static Mat matrix(Mat bgr, double... numbers) {
    return make(
        out -> {
          try (Mat matrix = new Mat(3, 3, CV_64F)) {
            matrix.<DoubleBuffer>createBuffer().put(numbers);
            transform(bgr, out, matrix);
          }
        });
  }

  static Mat hsv(Mat bgr) {
    return make(
        out -> {
          try (Mat hsv = new Mat();
              Mat table = new Mat(1, 256, CV_8UC3)) {
            ByteBuffer values = table.createBuffer();
            for (int v = 0; v < 256; v++) {
              values
                  .put((byte) ((v + 10) % 180))
                  .put((byte) Math.rint(Math.min(255, v * 1.3)))
                  .put((byte) Math.rint(Math.min(255, v * 1.1)));
            }
            cvtColor(bgr, hsv, COLOR_BGR2HSV);
            LUT(hsv, table, hsv);
            cvtColor(hsv, out, COLOR_HSV2BGR);
          }
        });
  }

  private static Twin.Call onLuma(BiConsumer<Mat, Mat> work) {
    return bgr ->
        make(
            out -> {
              try (Mat all = new Mat();
                  Mat luma = new Mat()) {
                cvtColor(bgr, all, COLOR_BGR2YCrCb);
                extractChannel(all, luma, 0);
                work.accept(luma, luma);
                insertChannel(luma, all, 0);
                cvtColor(all, out, COLOR_YCrCb2BGR);
              }
            });
  }

  private static void clahe(Mat luma, Mat out) {
    try (Size tiles = new Size(8, 8);
        CLAHE clahe = createCLAHE(2, tiles)) {
      clahe.apply(luma, out);
    }
  }

  private static Mat stretched(Mat bgr) {
    return make(
        out -> {
          try (Mat gray = new Mat();
              Mat none = new Mat();
              Mat counts = new Mat();
              Mat table = new Mat(1, 256, CV_8U)) {
            cvtColor(bgr, gray, COLOR_BGR2GRAY);
            int[] bins = {256};
            calcHist(gray, 1, new int[] {0}, none, counts, 1, bins, new float[] {0, 256});
            FloatBuffer numbers = counts.createBuffer();
            float sum = 0;
            int low = 0;
            while (sum < 0.01f * SIDE * SIDE) {
              sum += numbers.get(low++);
            }
            ByteBuffer values = table.createBuffer();
            for (int v = 0; v < 256; v++) {
              values.put((byte) Math.max(0, Math.min(255, (v - low) * 255 / (255 - low))));
            }
            LUT(bgr, table, out);
          }
        });
  }

  private static Twin.Call kernel(Consumer<Mat> numbers) {
    return bgr ->
        make(
            out -> {
              try (Mat kernel = new Mat();
                  Point middle = new Point(-1, -1)) {
                numbers.accept(kernel);
                filter2D(bgr, out, -1, kernel, middle, 0, BORDER_REFLECT_101);
              }
            });
  }

  private static void of(Mat out, int side, double... numbers) {
    out.create(side, side, CV_32F);
    FloatBuffer values = out.createBuffer();
    for (double number : numbers) {
      values.put((float) number);
    }
  }

  /** A line at an angle, smooth at its edges, as it is drawn everywhere: a level line, turned. */
  private static void line(Mat out) {
    double[] level = new double[49];
    Arrays.fill(level, 21, 28, 1 / 7.0);
    try (Mat line = new Mat();
        Point2f middle = new Point2f(3, 3);
        Mat turn = getRotationMatrix2D(middle, 30, 1);
        Size size = new Size(7, 7);
        Scalar zero = new Scalar(0)) {
      of(line, 7, level);
      warpAffine(line, out, turn, size, INTER_LINEAR, BORDER_CONSTANT, zero);
    }
  }

  private static void disc(Mat out) {
    double[] numbers = new double[25];
    for (int i = 0; i < 25; i++) {
      numbers[i] = Math.min(Math.max(2.5 - Math.hypot(i % 5 - 2, i / 5 - 2), 0), 1) / 16;
    }
    of(out, 5, numbers);
  }

  private static Mat noisy(Mat bgr) {
    return make(
        out -> {
          try (Mat noise = new Mat(SIDE, SIDE, CV_16SC3);
              Mat zero = new Mat(1, 1, CV_64F, new Scalar(0));
              Mat strength = new Mat(1, 1, CV_64F, new Scalar(8));
              Mat none = new Mat()) {
            randn(noise, zero, strength);
            add(bgr, noise, out, none, CV_8U);
          }
        });
  }

  private static Mat speckled(Mat bgr) {
    return make(
        out -> {
          try (Mat noise = new Mat(SIDE, SIDE, CV_32FC3);
              Mat zero = new Mat(1, 1, CV_64F, new Scalar(0));
              Mat strength = new Mat(1, 1, CV_64F, new Scalar(0.1));
              Mat none = new Mat()) {
            randn(noise, zero, strength);
            multiply(bgr, noise, noise, 1, CV_32F);
            add(bgr, noise, out, none, CV_8U);
          }
        });
  }

  private static Mat jpeg(Mat bgr) {
    return make(
        out -> {
          try (BytePointer bytes = new BytePointer();
              IntPointer quality = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, 60)) {
            opencv_imgcodecs.imencode(".jpg", bgr, bytes, quality);
            try (Mat file = new Mat(1, (int) bytes.limit(), CV_8U, bytes)) {
              opencv_imgcodecs.imdecode(file, opencv_imgcodecs.IMREAD_COLOR, out);
            }
          }
        });
  }

  private static Mat smaller(Mat bgr) {
    return make(
        out -> {
          try (Mat between = new Mat();
              Size small = new Size(128, 128);
              Size large = new Size(SIDE, SIDE)) {
            resize(bgr, between, small, 0, 0, INTER_AREA);
            resize(between, out, large, 0, 0, INTER_LINEAR);
          }
        });
  }
}
