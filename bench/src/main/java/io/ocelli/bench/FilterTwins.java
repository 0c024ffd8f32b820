package io.ocelli.bench;

import static io.ocelli.bench.Twin.make;
import static org.bytedeco.opencv.global.opencv_core.BORDER_DEFAULT;
import static org.bytedeco.opencv.global.opencv_core.addWeighted;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.Canny;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.Sobel;
import static org.bytedeco.opencv.global.opencv_imgproc.bilateralFilter;
import static org.bytedeco.opencv.global.opencv_imgproc.blur;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.filter2D;
import static org.bytedeco.opencv.global.opencv_imgproc.medianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.pyrDown;
import static org.bytedeco.opencv.global.opencv_imgproc.pyrUp;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.global.opencv_photo;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Filters by hand. */
final class FilterTwins {
  private FilterTwins() {}

  static List<Twin> all() {
    return List.of(
        Twin.of(
            "box-blur", "box-blur size=15", bgr -> make(out -> sized(15, s -> blur(bgr, out, s)))),
        Twin.of(
            "gaussian-blur",
            "gaussian-blur size=15",
            bgr -> make(out -> sized(15, s -> GaussianBlur(bgr, out, s, 0)))),
        Twin.of("median-blur", "median-blur size=7", bgr -> make(out -> medianBlur(bgr, out, 7))),
        Twin.of(
            "bilateral",
            "bilateral size=9 sigma-color=50 sigma-space=10",
            bgr -> make(out -> bilateralFilter(bgr, out, 9, 50, 10, BORDER_DEFAULT))),
        Twin.of(
            "denoise",
            "resize width=800 height=600 | denoise strength=12 color-strength=20",
            bgr ->
                make(
                    out -> {
                      try (Mat small = new Mat();
                          Size size = new Size(800, 600)) {
                        opencv_imgproc.resize(bgr, small, size, 0, 0, opencv_imgproc.INTER_AREA);
                        opencv_photo.fastNlMeansDenoisingColored(small, out, 12, 20, 7, 21);
                      }
                    })),
        Twin.of(
                "sharpen",
                "sharpen amount=1",
                bgr -> kernel(bgr, new float[] {0, -1, 0, -1, 5, -1, 0, -1, 0}))
            .within(1),
        Twin.of("unsharp", "unsharp amount=2 sigma=3", FilterTwins::unsharp),
        Twin.of(
                "kernel",
                "gray | kernel values=-1,-1,-1;-1,8,-1;-1,-1,-1 border=reflect101",
                onGray(
                    (gray, out) -> {
                      try (Mat made =
                          kernel(gray, new float[] {-1, -1, -1, -1, 8, -1, -1, -1, -1})) {
                        made.copyTo(out);
                      }
                    }))
            .within(1),
        Twin.of(
                "emboss",
                "emboss relief=true",
                bgr -> kernel(bgr, new float[] {-2, -1, 0, -1, 0, 1, 0, 1, 2}, 128))
            .within(1),
        Twin.of(
                "sobel",
                "gray | sobel",
                onGray(
                    (gray, out) ->
                        magnitude(
                            out,
                            x -> Sobel(gray, x, opencv_core.CV_32F, 1, 0),
                            y -> Sobel(gray, y, opencv_core.CV_32F, 0, 1))))
            .within(1),
        Twin.of(
                "scharr",
                "gray | scharr scale=0.25",
                onGray(
                    (gray, out) ->
                        magnitude(out, x -> scharr(gray, x, 1, 0), y -> scharr(gray, y, 0, 1))))
            .within(1),
        Twin.of(
                "laplacian",
                "gray | gaussian-blur size=5 | laplacian scale=3",
                onGray(FilterTwins::laplacian))
            .within(1),
        Twin.of("inpaint", "inpaint mask=scene/mask.png radius=5 grow=0", FilterTwins::inpaint)
            .within(1),
        Twin.of("cartoon", "cartoon smooth=4", FilterTwins::cartoon).within(1),
        Twin.of("pencil-sketch", "pencil-sketch", onGray(FilterTwins::dodge)).within(1),
        Twin.of("canny", "canny low=50 high=150", onGray((gray, out) -> Canny(gray, out, 50, 150))),
        Twin.of("pyramid-down", "pyramid-down", bgr -> make(out -> pyrDown(bgr, out))),
        Twin.of("pyramid-up", "pyramid-up", bgr -> make(out -> pyrUp(bgr, out))),
        Twin.of(
            "stylize",
            "resize width=800 height=600 | stylize effect=painting",
            bgr ->
                make(
                    out -> {
                      try (Mat small = new Mat();
                          Size size = new Size(800, 600)) {
                        opencv_imgproc.resize(bgr, small, size, 0, 0, opencv_imgproc.INTER_AREA);
                        opencv_photo.stylization(small, out, 30, 0.3f);
                      }
                    })));
  }

  private static Mat kernel(Mat in, float[] numbers) {
    return kernel(in, numbers, 0);
  }

  private static void magnitude(Mat out, Consumer<Mat> right, Consumer<Mat> down) {
    try (Mat x = new Mat();
        Mat y = new Mat();
        Mat length = new Mat()) {
      right.accept(x);
      down.accept(y);
      opencv_core.magnitude(x, y, length);
      length.convertTo(out, opencv_core.CV_8U);
    }
  }

  private static void scharr(Mat gray, Mat out, int dx, int dy) {
    opencv_imgproc.Scharr(gray, out, opencv_core.CV_32F, dx, dy, 0.25, 0, BORDER_DEFAULT);
  }

  private static void laplacian(Mat gray, Mat out) {
    try (Mat calm = new Mat();
        Mat derived = new Mat()) {
      sized(5, size -> GaussianBlur(gray, calm, size, 0));
      opencv_imgproc.Laplacian(calm, derived, opencv_core.CV_16S, 1, 3, 0, BORDER_DEFAULT);
      opencv_core.convertScaleAbs(derived, out);
    }
  }

  private static Mat inpaint(Mat bgr) {
    String file = BenchScenes.file("mask").toString();
    return make(
        out -> {
          try (Mat mask = opencv_imgcodecs.imread(file, opencv_imgcodecs.IMREAD_GRAYSCALE)) {
            opencv_imgproc.threshold(mask, mask, 127, 255, opencv_imgproc.THRESH_BINARY);
            opencv_photo.inpaint(bgr, mask, out, 5, opencv_photo.INPAINT_TELEA);
          }
        });
  }

  private static Mat cartoon(Mat bgr) {
    return make(
        out -> {
          try (Mat one = new Mat();
              Mat other = new Mat();
              Mat gray = new Mat();
              Mat calm = new Mat();
              Mat lines = new Mat();
              Scalar nothing = new Scalar(0);
              Mat black = new Mat(1, 1, opencv_core.CV_64FC1, nothing)) {
            bilateralFilter(bgr, one, 9, 40, 7);
            bilateralFilter(one, other, 9, 40, 7);
            bilateralFilter(other, one, 9, 40, 7);
            bilateralFilter(one, out, 9, 40, 7);
            cvtColor(bgr, gray, COLOR_BGR2GRAY);
            medianBlur(gray, calm, 5);
            opencv_imgproc.adaptiveThreshold(
                calm,
                lines,
                255,
                opencv_imgproc.ADAPTIVE_THRESH_MEAN_C,
                opencv_imgproc.THRESH_BINARY_INV,
                9,
                4);
            out.setTo(black, lines);
          }
        });
  }

  private static void dodge(Mat gray, Mat out) {
    try (Mat blurred = new Mat();
        Mat raised = new Mat();
        Size bySigma = new Size(0, 0)) {
      GaussianBlur(gray, blurred, bySigma, 10);
      gray.convertTo(raised, -1, 1, 1);
      blurred.convertTo(blurred, -1, 1, 1);
      opencv_core.divide(raised, blurred, out, 255, -1);
    }
  }

  private static Mat kernel(Mat in, float[] numbers, double delta) {
    return make(
        out -> {
          try (Mat kernel = new Mat(3, 3, opencv_core.CV_32F)) {
            kernel.<FloatBuffer>createBuffer().put(numbers);
            filter2D(in, out, -1, kernel, null, delta, BORDER_DEFAULT);
          }
        });
  }

  private static Mat unsharp(Mat bgr) {
    return make(
        out -> {
          try (Mat blurred = new Mat();
              Size bySigma = new Size(0, 0)) {
            GaussianBlur(bgr, blurred, bySigma, 3);
            addWeighted(bgr, 3, blurred, -2, 0, out);
          }
        });
  }

  private static void sized(int side, Consumer<Size> work) {
    try (Size size = new Size(side, side)) {
      work.accept(size);
    }
  }

  static Twin.Call onGray(BiConsumer<Mat, Mat> work) {
    return bgr ->
        make(
            out -> {
              try (Mat gray = new Mat()) {
                cvtColor(bgr, gray, COLOR_BGR2GRAY);
                work.accept(gray, out);
              }
            });
  }
}
