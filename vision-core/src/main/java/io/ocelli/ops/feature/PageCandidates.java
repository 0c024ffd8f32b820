package io.ocelli.ops.feature;

import io.ocelli.geometry.Point;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.javacpp.indexer.IntIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_imgproc.LineSegmentDetector;

/**
 * Figures of four sides that may be pages, from several looks at a shrunk picture: contours of
 * threshold pictures and of edges, in brightness and in colour, and long line segments taken four
 * at a time. Lines of writing are taken away first by closing.
 */
final class PageCandidates {
  private static final int LINES = 26;

  private final List<List<Point>> found = new ArrayList<>();
  private final double least;

  private PageCandidates(double least) {
    this.least = least;
  }

  /**
   * @param scale how much to shrink
   * @param least smallest area in pixels of the shrunk picture
   */
  static List<List<Point>> of(Raster in, double scale, double least) {
    PageCandidates candidates = new PageCandidates(least * 0.8);
    try (Raster colour = in.to(ColorSpace.BGR);
        Mat small = new Mat();
        Mat lab = new Mat();
        Size size =
            new Size(
                Math.max(1, (int) Math.round(in.width() * scale)),
                Math.max(1, (int) Math.round(in.height() * scale)))) {
      opencv_imgproc.resize(colour.mat(), small, size, 0, 0, opencv_imgproc.INTER_AREA);
      opencv_imgproc.cvtColor(small, lab, opencv_imgproc.COLOR_BGR2Lab);
      for (int channel = 0; channel < 3; channel++) {
        try (Mat one = new Mat()) {
          opencv_core.extractChannel(lab, one, channel);
          candidates.look(one, channel == 0);
        }
      }
    }
    return candidates.found;
  }

  private void look(Mat plane, boolean brightness) {
    try (Mat calm = new Mat();
        Mat binary = new Mat();
        Mat edges = new Mat();
        Mat square = new Mat();
        Size closing = new Size(9, 9);
        Size three = new Size(3, 3)) {
      opencv_imgproc.medianBlur(plane, calm, 5);
      if (brightness) {
        lines(calm);
        // Writing is darker than the paper it stands on, so closing fills it with paper.
        try (Mat kernel = opencv_imgproc.getStructuringElement(opencv_imgproc.MORPH_RECT, closing);
            Mat closed = new Mat()) {
          opencv_imgproc.morphologyEx(calm, closed, opencv_imgproc.MORPH_CLOSE, kernel);
          levels(closed, binary);
          lines(closed);
          edges(closed, edges, square, three);
        }
      }
      levels(calm, binary);
      edges(calm, edges, square, three);
    }
  }

  private void edges(Mat plane, Mat edges, Mat kernel, Size three) {
    try (Mat grow = opencv_imgproc.getStructuringElement(opencv_imgproc.MORPH_RECT, three)) {
      for (double high : new double[] {24, 60, 120}) {
        opencv_imgproc.Canny(plane, edges, high / 2.5, high, 3, true);
        opencv_imgproc.dilate(edges, kernel, grow);
        contours(kernel);
      }
    }
  }

  private void levels(Mat plane, Mat binary) {
    double otsu =
        opencv_imgproc.threshold(
            plane, binary, 0, 255, opencv_imgproc.THRESH_BINARY | opencv_imgproc.THRESH_OTSU);
    contours(binary);
    try (Mat inverted = new Mat()) {
      opencv_core.bitwise_not(binary, inverted);
      contours(inverted);
    }
    for (double shift : new double[] {-30, -15, 15, 30, 45}) {
      opencv_imgproc.threshold(plane, binary, otsu + shift, 255, opencv_imgproc.THRESH_BINARY);
      contours(binary);
    }
    int block = Math.min(plane.cols(), plane.rows()) / 3 | 1;
    if (block >= 3) {
      opencv_imgproc.adaptiveThreshold(
          plane,
          binary,
          255,
          opencv_imgproc.ADAPTIVE_THRESH_MEAN_C,
          opencv_imgproc.THRESH_BINARY,
          block,
          0);
      contours(binary);
    }
  }

  private void contours(Mat binary) {
    try (MatVector contours = new MatVector();
        Mat hull = new Mat();
        Mat figure = new Mat();
        Mat copy = binary.clone()) {
      opencv_imgproc.findContours(
          copy, contours, opencv_imgproc.RETR_LIST, opencv_imgproc.CHAIN_APPROX_SIMPLE);
      for (long i = 0; i < contours.size(); i++) {
        Mat contour = contours.get(i);
        if (contour.rows() < 4 || opencv_imgproc.contourArea(contour) < least * 0.5) {
          continue;
        }
        opencv_imgproc.convexHull(contour, hull);
        if (opencv_imgproc.contourArea(hull) < least) {
          continue;
        }
        double around = opencv_imgproc.arcLength(hull, true);
        for (double part : new double[] {0.015, 0.03, 0.05, 0.08}) {
          opencv_imgproc.approxPolyDP(hull, figure, part * around, true);
          if (figure.rows() == 4) {
            add(figure);
            break;
          }
          if (figure.rows() < 4) {
            break;
          }
        }
      }
    }
  }

  private void add(Mat figure) {
    List<Point> quad = new ArrayList<>();
    try (IntIndexer places = figure.createIndexer()) {
      for (int k = 0; k < 4; k++) {
        quad.add(new Point(places.get(k, 0, 0), places.get(k, 0, 1)));
      }
    }
    add(quad);
  }

  private void add(List<Point> quad) {
    List<Point> clockwise =
        Quads.cross(quad.get(0), quad.get(1), quad.get(2)) > 0
            ? quad
            : List.of(quad.get(0), quad.get(3), quad.get(2), quad.get(1));
    List<Point> ordered = Quads.fromTopLeft(clockwise);
    for (List<Point> other : found) {
      double apart = 0;
      for (int k = 0; k < 4; k++) {
        apart = Math.max(apart, ordered.get(k).distance(other.get(k)));
      }
      if (apart < 3) {
        return;
      }
    }
    found.add(ordered);
  }

  /** Four lines at a time, two that run one way and two that run across. */
  private void lines(Mat plane) {
    List<Segment> lines = merged(segments(plane));
    int count = Math.min(LINES, lines.size());
    for (int a = 0; a < count; a++) {
      for (int b = a + 1; b < count; b++) {
        if (turn(lines.get(a), lines.get(b)) > 35) {
          continue;
        }
        for (int c = 0; c < count; c++) {
          if (c == a || c == b || turn(lines.get(a), lines.get(c)) < 40) {
            continue;
          }
          for (int d = c + 1; d < count; d++) {
            if (d == a || d == b || turn(lines.get(c), lines.get(d)) > 35) {
              continue;
            }
            quad(lines.get(a), lines.get(c), lines.get(b), lines.get(d), plane);
          }
        }
      }
    }
  }

  private void quad(Segment a, Segment c, Segment b, Segment d, Mat plane) {
    List<Point> corners = new ArrayList<>();
    Segment[] around = {a, c, b, d};
    for (int k = 0; k < 4; k++) {
      Point corner = meet(around[k], around[(k + 1) % 4]);
      if (corner == null
          || corner.x() < -4
          || corner.y() < -4
          || corner.x() > plane.cols() + 3
          || corner.y() > plane.rows() + 3) {
        return;
      }
      corners.add(corner);
    }
    if (!Quads.isConvex(corners) || Quads.area(corners) < least) {
      return;
    }
    // Each side has to be half covered by its segment, which keeps lines elsewhere out.
    for (int k = 0; k < 4; k++) {
      Point from = corners.get((k + 3) % 4);
      Point to = corners.get(k);
      if (covered(around[k], from, to) < 0.45 * from.distance(to)) {
        return;
      }
    }
    add(corners);
  }

  private static double covered(Segment s, Point from, Point to) {
    double length = Math.max(1e-9, from.distance(to));
    double ux = (to.x() - from.x()) / length;
    double uy = (to.y() - from.y()) / length;
    double p = (s.from().x() - from.x()) * ux + (s.from().y() - from.y()) * uy;
    double q = (s.to().x() - from.x()) * ux + (s.to().y() - from.y()) * uy;
    return Math.min(length, Math.max(p, q)) - Math.max(0, Math.min(p, q));
  }

  private static @org.jspecify.annotations.Nullable Point meet(Segment a, Segment b) {
    double ax = a.to().x() - a.from().x();
    double ay = a.to().y() - a.from().y();
    double bx = b.to().x() - b.from().x();
    double by = b.to().y() - b.from().y();
    double det = ax * by - ay * bx;
    if (Math.abs(det) < 1e-6) {
      return null;
    }
    double t = ((b.from().x() - a.from().x()) * by - (b.from().y() - a.from().y()) * bx) / det;
    return new Point(a.from().x() + t * ax, a.from().y() + t * ay);
  }

  private static double turn(Segment a, Segment b) {
    double turn = Math.abs(a.angle() - b.angle()) % 180;
    return Math.min(turn, 180 - turn);
  }

  private static List<Segment> segments(Mat plane) {
    List<Segment> all = new ArrayList<>();
    if (Math.min(plane.cols(), plane.rows()) < 8) {
      return all;
    }
    double shortest = 0.06 * Math.max(plane.cols(), plane.rows());
    try (Mat lines = new Mat();
        LineSegmentDetector detector =
            opencv_imgproc.createLineSegmentDetector(
                opencv_imgproc.LSD_REFINE_STD, 0.8, 0.6, 2.0, 22.5, 0, 0.6, 1024)) {
      detector.detect(plane, lines);
      if (lines.empty()) {
        return all;
      }
      try (FloatIndexer ends = lines.createIndexer()) {
        for (long i = 0; i < lines.total(); i++) {
          Segment s =
              Segment.between(
                  new Point(ends.get(i, 0, 0), ends.get(i, 0, 1)),
                  new Point(ends.get(i, 0, 2), ends.get(i, 0, 3)));
          if (s.length() >= shortest) {
            all.add(s);
          }
        }
      }
    }
    all.sort(Segment.ORDER);
    return all;
  }

  /** Pieces of one line made one, because a shadow or a pen breaks it. */
  private static List<Segment> merged(List<Segment> pieces) {
    List<Segment> lines = new ArrayList<>();
    for (Segment piece : pieces.subList(0, Math.min(120, pieces.size()))) {
      boolean joined = false;
      for (int i = 0; i < lines.size() && !joined; i++) {
        Segment line = lines.get(i);
        if (turn(line, piece) < 4 && off(line, piece.from()) < 3 && off(line, piece.to()) < 3) {
          lines.set(i, longest(line, piece));
          joined = true;
        }
      }
      if (!joined) {
        lines.add(piece);
      }
    }
    lines.sort(Comparator.comparing((Segment s) -> s, Segment.ORDER));
    return lines;
  }

  private static double off(Segment line, Point p) {
    return Math.abs(Quads.cross(line.from(), line.to(), p)) / Math.max(1e-9, line.length());
  }

  private static Segment longest(Segment a, Segment b) {
    Segment best = a;
    Point[] ends = {a.from(), a.to(), b.from(), b.to()};
    for (int i = 0; i < 4; i++) {
      for (int j = i + 1; j < 4; j++) {
        if (ends[i].distance(ends[j]) > best.length()) {
          best = Segment.between(ends[i], ends[j]);
        }
      }
    }
    return best;
  }
}
