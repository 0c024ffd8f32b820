package io.ocelli.bench;

import static io.ocelli.bench.Twin.make;
import static org.bytedeco.opencv.global.opencv_core.BORDER_DEFAULT;
import static org.bytedeco.opencv.global.opencv_core.addWeighted;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.Canny;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
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
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.global.opencv_photo;
import org.bytedeco.opencv.opencv_core.Mat;
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
    return make(
        out -> {
          try (Mat kernel = new Mat(3, 3, opencv_core.CV_32F)) {
            kernel.<FloatBuffer>createBuffer().put(numbers);
            filter2D(in, out, -1, kernel);
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

  private static void sized(int side, java.util.function.Consumer<Size> work) {
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
