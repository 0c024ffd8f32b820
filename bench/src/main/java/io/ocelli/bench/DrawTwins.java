package io.ocelli.bench;

import static io.ocelli.bench.Twin.make;
import static org.bytedeco.opencv.global.opencv_core.addWeighted;
import static org.bytedeco.opencv.global.opencv_imgproc.FILLED;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;

import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Drawing by hand: a copy of the picture, lines with {@code LINE_AA}; what is clear in part is
 * drawn on a second copy, and the two are mixed.
 */
final class DrawTwins {
  private static final String EDGES = "edges differ: Ocelli covers pixels by exact area";
  private static final double[][] PATH = {{0.1, 0.8}, {0.35, 0.3}, {0.6, 0.65}, {0.9, 0.15}};
  private static final double[][] TRIANGLE = {{0.15, 0.85}, {0.5, 0.1}, {0.85, 0.8}};
  private static final double[][] PENTAGON = {
    {0.5, 0.05}, {0.95, 0.4}, {0.78, 0.95}, {0.22, 0.95}, {0.05, 0.4}
  };

  private DrawTwins() {}

  static List<Twin> all() {
    return List.of(
        drawn(
            "line",
            "line points=10%,80%;35%,30%;60%,65%;90%,15% color=white line-width=4",
            out -> polygon(out, PATH, false, 4)),
        drawn(
            "arrow",
            "arrow from=12%,12% to=48%,45% color=yellow line-width=5",
            out -> {
              try (Point from = at(out, 0.12, 0.12);
                  Point to = at(out, 0.48, 0.45);
                  Scalar yellow = new Scalar(0, 255, 255, 0)) {
                opencv_imgproc.arrowedLine(out, from, to, yellow, 5, LINE_AA, 0, 0.05);
              }
            }),
        filled(
            "rectangle",
            "rectangle corners=25%,15%;75%,85% color=white line-width=3 fill=0.25",
            0.25,
            (out, width) -> {
              try (Point from = at(out, 0.25, 0.15);
                  Point to = at(out, 0.75, 0.85);
                  Scalar white = white()) {
                opencv_imgproc.rectangle(out, from, to, white, width, LINE_AA, 0);
              }
            }),
        filled(
            "circle",
            "circle center=50%,50% radius=40% color=#f0e442 line-width=3 fill=0.2",
            0.2,
            (out, width) -> {
              try (Point centre = at(out, 0.5, 0.5);
                  Scalar colour = new Scalar(0x42, 0xe4, 0xf0, 0)) {
                int radius = (int) (0.4 * Math.min(out.cols(), out.rows()));
                opencv_imgproc.circle(out, centre, radius, colour, width, LINE_AA, 0);
              }
            }),
        filled(
            "ellipse",
            "ellipse width=85% height=40% angle=25 color=white line-width=3 fill=0.2",
            0.2,
            (out, width) -> {
              try (Point centre = at(out, 0.5, 0.5);
                  Size axes = new Size((int) (0.425 * out.cols()), (int) (0.2 * out.rows()));
                  Scalar white = white()) {
                opencv_imgproc.ellipse(out, centre, axes, 25, 0, 360, white, width, LINE_AA, 0);
              }
            }),
        filled(
            "triangle",
            "triangle corners=15%,85%;50%,10%;85%,80% color=white line-width=3 fill=0.25",
            0.25,
            (out, width) -> polygon(out, TRIANGLE, true, width)),
        filled(
            "polygon",
            "polygon points=50%,5%;95%,40%;78%,95%;22%,95%;5%,40% color=white line-width=3"
                + " fill=0.3",
            0.3,
            (out, width) -> polygon(out, PENTAGON, true, width)),
        drawn("grid", "grid columns=6 rows=6 color=white", DrawTwins::grid),
        Twin.of("overlay", "overlay mask=scene/mask.png color=#56b4e9", DrawTwins::overlay)
            .timedOnly("by hand a mask is on or off; Ocelli mixes by its gray"),
        Twin.of("side-by-side", "side-by-side with=scene/coins.png gap=0", DrawTwins::sideBySide)
            .timedOnly("the two resize the other picture by different filters"));
  }

  private interface Shape {
    void draw(Mat out, int width);
  }

  private static Twin drawn(String operation, String pipeline, Consumer<Mat> work) {
    return Twin.of(
            operation,
            pipeline,
            bgr ->
                make(
                    out -> {
                      bgr.copyTo(out);
                      work.accept(out);
                    }))
        .timedOnly(EDGES);
  }

  private static Twin filled(String operation, String pipeline, double share, Shape shape) {
    return Twin.of(
            operation,
            pipeline,
            bgr ->
                make(
                    out -> {
                      try (Mat full = bgr.clone()) {
                        shape.draw(full, FILLED);
                        addWeighted(full, share, bgr, 1 - share, 0, out);
                      }
                      shape.draw(out, 3);
                    }))
        .timedOnly(EDGES);
  }

  private static Scalar white() {
    return new Scalar(255, 255, 255, 0);
  }

  private static Point at(Mat out, double x, double y) {
    return new Point((int) (x * out.cols()), (int) (y * out.rows()));
  }

  private static void polygon(Mat out, double[][] parts, boolean closed, int width) {
    try (Mat points = new Mat(parts.length, 1, opencv_core.CV_32SC2);
        MatVector shapes = new MatVector(points);
        Scalar white = white()) {
      java.nio.IntBuffer numbers = points.createBuffer();
      for (double[] part : parts) {
        numbers.put((int) (part[0] * out.cols())).put((int) (part[1] * out.rows()));
      }
      if (width == FILLED) {
        opencv_imgproc.fillPoly(out, shapes, white);
      } else {
        opencv_imgproc.polylines(out, shapes, closed, white, width, LINE_AA, 0);
      }
    }
  }

  private static void grid(Mat out) {
    for (int i = 1; i < 6; i++) {
      try (Point left = at(out, 0, i / 6.0);
          Point right = at(out, 1, i / 6.0);
          Point top = at(out, i / 6.0, 0);
          Point bottom = at(out, i / 6.0, 1);
          Scalar white = white()) {
        int width = Math.max(1, out.cols() / 500);
        opencv_imgproc.line(out, left, right, white, width, LINE_AA, 0);
        opencv_imgproc.line(out, top, bottom, white, width, LINE_AA, 0);
      }
    }
  }

  private static Mat overlay(Mat bgr) {
    String file = BenchScenes.file("mask").toString();
    return make(
        out -> {
          try (Mat mask = opencv_imgcodecs.imread(file, opencv_imgcodecs.IMREAD_GRAYSCALE);
              Scalar colour = new Scalar(0xe9, 0xb4, 0x56, 0);
              Mat plain = new Mat(bgr.rows(), bgr.cols(), bgr.type(), colour);
              Mat mixed = new Mat()) {
            addWeighted(bgr, 0.5, plain, 0.5, 0, mixed);
            bgr.copyTo(out);
            mixed.copyTo(out, mask);
          }
        });
  }

  private static Mat sideBySide(Mat bgr) {
    String file = BenchScenes.file("coins").toString();
    try (Mat other = opencv_imgcodecs.imread(file)) {
      int width = other.cols() * bgr.rows() / other.rows();
      return make(
          out -> {
            out.create(bgr.rows(), bgr.cols() + width, bgr.type());
            try (Rect left = new Rect(0, 0, bgr.cols(), bgr.rows());
                Rect right = new Rect(bgr.cols(), 0, width, bgr.rows());
                Mat mine = new Mat(out, left);
                Mat theirs = new Mat(out, right);
                Size size = new Size(width, bgr.rows())) {
              bgr.copyTo(mine);
              opencv_imgproc.resize(other, theirs, size, 0, 0, opencv_imgproc.INTER_CUBIC);
            }
          });
    }
  }
}
