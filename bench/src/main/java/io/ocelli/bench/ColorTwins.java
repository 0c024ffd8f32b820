package io.ocelli.bench;

import static io.ocelli.bench.Twin.make;
import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.LUT;
import static org.bytedeco.opencv.global.opencv_core.addWeighted;
import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_core.inRange;
import static org.bytedeco.opencv.global.opencv_core.insertChannel;
import static org.bytedeco.opencv.global.opencv_core.transform;
import static org.bytedeco.opencv.global.opencv_imgproc.COLORMAP_VIRIDIS;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2BGRA;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2HSV;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2Lab;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2YCrCb;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_HSV2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_YCrCb2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.applyColorMap;
import static org.bytedeco.opencv.global.opencv_imgproc.calcHist;
import static org.bytedeco.opencv.global.opencv_imgproc.createCLAHE;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.equalizeHist;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.IntToDoubleFunction;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_imgproc.CLAHE;

/** Colour by hand. */
final class ColorTwins {
  private ColorTwins() {}

  static List<Twin> all() {
    return List.of(
        Twin.of("gray", "gray", convert(COLOR_BGR2GRAY)),
        Twin.of("hsv", "hsv", convert(COLOR_BGR2HSV)),
        Twin.of("lab", "lab", convert(COLOR_BGR2Lab)),
        Twin.of("ycrcb", "ycrcb", convert(COLOR_BGR2YCrCb)),
        Twin.of(
            "bgr",
            "hsv | bgr",
            bgr ->
                make(
                    out -> {
                      try (Mat hsv = new Mat()) {
                        cvtColor(bgr, hsv, COLOR_BGR2HSV);
                        cvtColor(hsv, out, COLOR_HSV2BGR);
                      }
                    })),
        Twin.of("alpha", "alpha", convert(COLOR_BGR2BGRA)),
        Twin.of("channel", "channel pick=green", bgr -> make(out -> extractChannel(bgr, out, 1))),
        Twin.of("brightness", "brightness add=40", curve(v -> v + 40)),
        Twin.of("contrast", "contrast factor=1.5", curve(v -> (v - 128) * 1.5 + 128)),
        Twin.of("gamma", "gamma value=2", curve(v -> 255 * Math.sqrt(v / 255.0))),
        Twin.of("levels", "levels black=40 white=200", curve(v -> 255 * (v - 40) / 160.0))
            .within(1),
        Twin.of("posterize", "posterize levels=2", curve(v -> v < 128 ? 0 : 255)),
        Twin.of("solarize", "solarize threshold=128", curve(v -> v < 128 ? v : 255 - v)),
        Twin.of("invert", "invert", bgr -> make(out -> bitwise_not(bgr, out))),
        Twin.of("saturation", "saturation factor=0", ColorTwins::desaturate),
        Twin.of("sepia", "sepia", ColorTwins::sepia),
        Twin.of("hue", "hue shift=120", ColorTwins::turnHue),
        Twin.of("colormap", "colormap map=viridis", ColorTwins::viridis),
        Twin.of(
                "color-filter",
                "color-filter hue=70..170 saturation=0..100 show=mask",
                ColorTwins::greens)
            .because("the pixels that are kept are counted too"),
        Twin.of("equalize", "equalize", onLuma((luma, out) -> equalizeHist(luma, out))),
        Twin.of("clahe", "clahe clip=2 tiles=8", onLuma(ColorTwins::clahe)),
        Twin.of("histogram", "histogram show=none", ColorTwins::counts),
        Twin.of("blend", "blend with=scene/coins.png amount=0.5", ColorTwins::blend)
            .within(1)
            .because(
                "by hand the other picture is decoded each time, so the pipeline, which keeps it,"
                    + " should be faster"));
  }

  private static Twin.Call convert(int code) {
    return bgr -> make(out -> cvtColor(bgr, out, code));
  }

  private static Twin.Call curve(IntToDoubleFunction function) {
    return bgr ->
        make(
            out -> {
              try (Mat table = new Mat(1, 256, CV_8U)) {
                ByteBuffer values = table.createBuffer();
                for (int v = 0; v < 256; v++) {
                  double value = Math.floor(function.applyAsDouble(v) + 0.5);
                  values.put((byte) Math.max(0, Math.min(255, value)));
                }
                LUT(bgr, table, out);
              }
            });
  }

  private static Mat desaturate(Mat bgr) {
    double[] luma = {0.114, 0.587, 0.299};
    return matrix(bgr, luma, luma, luma);
  }

  private static Mat sepia(Mat bgr) {
    return matrix(
        bgr,
        new double[] {0.131, 0.534, 0.272},
        new double[] {0.168, 0.686, 0.349},
        new double[] {0.189, 0.769, 0.393});
  }

  private static Mat matrix(Mat bgr, double[] blue, double[] green, double[] red) {
    return make(
        out -> {
          try (Mat matrix = new Mat(3, 3, CV_64F)) {
            matrix.<DoubleBuffer>createBuffer().put(blue).put(green).put(red);
            transform(bgr, out, matrix);
          }
        });
  }

  private static Mat turnHue(Mat bgr) {
    return make(
        out -> {
          try (Mat hsv = new Mat();
              Mat turned = new Mat();
              Mat table = new Mat(1, 256, CV_8UC3)) {
            ByteBuffer values = table.createBuffer();
            for (int v = 0; v < 256; v++) {
              values.put((byte) ((v + 60) % 180)).put((byte) v).put((byte) v);
            }
            cvtColor(bgr, hsv, COLOR_BGR2HSV);
            LUT(hsv, table, turned);
            cvtColor(turned, out, COLOR_HSV2BGR);
          }
        });
  }

  private static Mat viridis(Mat bgr) {
    return make(
        out -> {
          try (Mat gray = new Mat()) {
            cvtColor(bgr, gray, COLOR_BGR2GRAY);
            applyColorMap(gray, out, COLORMAP_VIRIDIS);
          }
        });
  }

  private static Mat greens(Mat bgr) {
    return make(
        out -> {
          try (Mat hsv = new Mat();
              Scalar least = new Scalar(35, 0, 39, 0);
              Scalar most = new Scalar(85, 255, 255, 0);
              Mat low = new Mat(least);
              Mat high = new Mat(most)) {
            cvtColor(bgr, hsv, COLOR_BGR2HSV);
            inRange(hsv, low, high, out);
          }
        });
  }

  private static Twin.Call onLuma(BiConsumer<Mat, Mat> work) {
    return bgr ->
        make(
            out -> {
              try (Mat ycrcb = new Mat();
                  Mat luma = new Mat();
                  Mat worked = new Mat()) {
                cvtColor(bgr, ycrcb, COLOR_BGR2YCrCb);
                extractChannel(ycrcb, luma, 0);
                work.accept(luma, worked);
                insertChannel(worked, ycrcb, 0);
                cvtColor(ycrcb, out, COLOR_YCrCb2BGR);
              }
            });
  }

  private static void clahe(Mat luma, Mat out) {
    try (Size tiles = new Size(8, 8);
        CLAHE clahe = createCLAHE(2, tiles)) {
      clahe.apply(luma, out);
    }
  }

  private static Mat counts(Mat bgr) {
    for (int channel = 0; channel < 3; channel++) {
      try (Mat everywhere = new Mat();
          Mat counts = new Mat()) {
        calcHist(
            bgr,
            1,
            new int[] {channel},
            everywhere,
            counts,
            1,
            new int[] {256},
            new float[] {0, 256});
      }
    }
    return new Mat(bgr);
  }

  private static Mat blend(Mat bgr) {
    Path file = BenchScenes.file("coins");
    return make(
        out -> {
          try (Mat other = opencv_imgcodecs.imread(file.toString());
              Mat same = new Mat();
              Size size = bgr.size()) {
            boolean grows = bgr.cols() > other.cols() || bgr.rows() > other.rows();
            resize(other, same, size, 0, 0, grows ? INTER_CUBIC : INTER_AREA);
            addWeighted(bgr, 0.5, same, 0.5, 0, out);
          }
        });
  }
}
