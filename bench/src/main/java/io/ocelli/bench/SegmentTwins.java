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
import java.util.function.BiConsumer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.global.opencv_ximgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_ximgproc.SuperpixelSLIC;

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
        Twin.of("morphology", "morphology operation=gradient size=7", SegmentTwins::gradient),
        Twin.of(
                "components",
                "components show=none",
                onMask(
                    (mask, out) -> {
                      try (Mat stats = new Mat();
                          Mat centres = new Mat()) {
                        opencv_imgproc.connectedComponentsWithStats(
                            mask, out, stats, centres, 8, opencv_core.CV_32S);
                      }
                    }))
            .timedOnly("findings, not pictures; Ocelli numbers them anew by their area"),
        Twin.of(
                "contours",
                "contours show=none",
                onMask(
                    (mask, out) -> {
                      try (MatVector lines = new MatVector()) {
                        opencv_imgproc.findContours(
                            mask,
                            lines,
                            opencv_imgproc.RETR_EXTERNAL,
                            opencv_imgproc.CHAIN_APPROX_SIMPLE);
                      }
                    }))
            .timedOnly("by hand only found; Ocelli also measures each in nine ways"),
        Twin.of(
                "distance-transform",
                "distance-transform stretch=false",
                onMask(
                    (mask, out) -> {
                      try (Mat distances = new Mat()) {
                        opencv_imgproc.distanceTransform(
                            mask,
                            distances,
                            opencv_imgproc.DIST_L2,
                            opencv_imgproc.DIST_MASK_PRECISE);
                        distances.convertTo(out, opencv_core.CV_8U);
                      }
                    }))
            .within(1),
        Twin.of(
            "thin",
            "thin",
            onMask(
                (mask, out) ->
                    opencv_ximgproc.thinning(mask, out, opencv_ximgproc.THINNING_ZHANGSUEN))),
        Twin.of("superpixels", "superpixels size=30", SegmentTwins::slic)
            .timedOnly("by hand only the labels; Ocelli also draws the borders"),
        Twin.of("grabcut", "resize width=400 height=300 | grabcut show=mask", SegmentTwins::grabCut)
            .timedOnly("the two are the same cut, but the mask is 0 to 3 by hand"));
  }

  private static Twin.Call onMask(BiConsumer<Mat, Mat> work) {
    return onGray(
        (gray, out) -> {
          try (Mat mask = new Mat()) {
            threshold(gray, mask, 0, 255, THRESH_BINARY | THRESH_OTSU);
            work.accept(mask, out);
          }
        });
  }

  private static Mat slic(Mat bgr) {
    return make(
        out -> {
          try (Mat lab = new Mat()) {
            opencv_imgproc.cvtColor(bgr, lab, opencv_imgproc.COLOR_BGR2Lab);
            try (SuperpixelSLIC slic =
                opencv_ximgproc.createSuperpixelSLIC(lab, opencv_ximgproc.SLIC, 30, 10)) {
              slic.iterate(10);
              slic.enforceLabelConnectivity(25);
              slic.getLabels(out);
            }
          }
        });
  }

  private static Mat grabCut(Mat bgr) {
    return make(
        out -> {
          try (Mat small = new Mat();
              Mat ground = new Mat();
              Mat thing = new Mat();
              Size size = new Size(400, 300);
              Rect area = new Rect(40, 30, 320, 240)) {
            opencv_imgproc.resize(bgr, small, size, 0, 0, opencv_imgproc.INTER_AREA);
            opencv_core.setRNGSeed(1);
            opencv_imgproc.grabCut(
                small, out, area, ground, thing, 5, opencv_imgproc.GC_INIT_WITH_RECT);
          }
        });
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
