package io.ocelli.bench;

import static io.ocelli.bench.FilterTwins.onGray;
import static io.ocelli.bench.Twin.make;
import static org.bytedeco.opencv.global.opencv_imgproc.ADAPTIVE_THRESH_MEAN_C;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_GRADIENT;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_RECT;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_OTSU;
import static org.bytedeco.opencv.global.opencv_imgproc.adaptiveThreshold;
import static org.bytedeco.opencv.global.opencv_imgproc.getStructuringElement;
import static org.bytedeco.opencv.global.opencv_imgproc.morphologyEx;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Segmentation by hand. */
final class SegmentTwins {
  private SegmentTwins() {}

  static List<Twin> all() {
    return List.of(
        Twin.of(
            "threshold",
            "threshold method=otsu",
            onGray((gray, out) -> threshold(gray, out, 0, 255, THRESH_BINARY | THRESH_OTSU))),
        Twin.of(
            "adaptive-threshold",
            "adaptive-threshold block-size=31 c=8",
            onGray(
                (gray, out) ->
                    adaptiveThreshold(
                        gray, out, 255, ADAPTIVE_THRESH_MEAN_C, THRESH_BINARY, 31, 8))),
        Twin.of("morphology", "morphology operation=gradient size=7", SegmentTwins::gradient));
  }

  private static Mat gradient(Mat bgr) {
    return make(
        out -> {
          try (Size size = new Size(7, 7);
              Mat brush = getStructuringElement(MORPH_RECT, size)) {
            morphologyEx(bgr, out, MORPH_GRADIENT, brush);
          }
        });
  }
}
