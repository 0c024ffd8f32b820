package io.ocelli.ops.feature;

import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.ResultPoint;
import com.google.zxing.ResultPointCallback;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.DecoderResult;
import com.google.zxing.common.DetectorResult;
import com.google.zxing.common.PerspectiveTransform;
import com.google.zxing.multi.qrcode.detector.MultiDetector;
import com.google.zxing.qrcode.decoder.Decoder;
import com.google.zxing.qrcode.detector.Detector;
import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;
import io.ocelli.image.Raster;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.javacpp.indexer.IntIndexer;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_core.StringVector;
import org.bytedeco.opencv.opencv_objdetect.QRCodeDetector;
import org.jspecify.annotations.Nullable;

/** Reads QR codes with ZXing at several sizes, and with OpenCV what that leaves. */
final class QrReader {
  private static final int LONGEST = 2000;

  /** ZXing's time grows with the pixels; larger pictures are not enlarged. */
  private static final int LARGEST = 4000;

  /**
   * ZXing tries all triples of what may be the corner pattern of a code; on noise that takes
   * minutes without a limit.
   */
  private static final int MOST_PATTERNS = 300;

  /** Triples that are read in vain before a picture is left. */
  private static final int MOST_TRIPLES = 300;

  /** Deviation of noise, in gray levels, from which on a picture is smoothed for ZXing. */
  private static final double NOISY = 2.5;

  private final Raster picture;
  private final Mat gray;
  private final boolean noisy;
  private final List<Code> found = new ArrayList<>();

  /** For each code found its modules, where its reader tells them. */
  private final List<Optional<BitMatrix>> patterns = new ArrayList<>();

  QrReader(Raster picture, Mat gray) {
    this.picture = picture;
    this.gray = gray;
    this.noisy = GrayPlane.of(gray).noise() > NOISY;
  }

  List<Code> read() {
    for (Box region : BusyRegions.of(gray)) {
      region(region.clip(gray.cols(), gray.rows()));
    }
    look(gray, true);
    // Codes disturb each other's search: with those that are read out of the way others appear.
    for (int known = 0; known < found.size(); ) {
      known = found.size();
      try (Mat rest = gray.clone()) {
        for (Code code : found) {
          erase(rest, code.corners());
        }
        look(rest, false);
      }
    }
    return placed();
  }

  /**
   * The codes where they lie exactly. A code that was read twice, once with its corners far off,
   * stays once: what could be laid over the picture comes first, and nothing with the same text
   * that overlaps it is another code.
   */
  private List<Code> placed() {
    List<Code> placed = new ArrayList<>();
    List<Code> rest = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      Code code = found.get(i);
      patterns
          .get(i)
          .flatMap(modules -> QrPlace.exact(gray, modules, code.corners()))
          .ifPresentOrElse(
              corners -> addUnlessThere(Code.of(code.kind(), code.text(), corners), placed),
              () -> rest.add(code));
    }
    if (!rest.isEmpty()) {
      Gradients gradients = Gradients.of(picture, LONGEST);
      rest.forEach(code -> addUnlessThere(refined(code, gradients), placed));
    }
    return placed;
  }

  private static void addUnlessThere(Code code, List<Code> codes) {
    if (codes.stream()
        .noneMatch(
            other ->
                other.text().equals(code.text())
                    && Quads.overlap(other.corners(), code.corners()))) {
      codes.add(code);
    }
  }

  /** A part of the picture that may hold one code, enlarged where its modules are small. */
  private void region(Box region) {
    int left = (int) region.x1();
    int top = (int) region.y1();
    int width = (int) Math.min(region.width(), gray.cols() - left);
    int height = (int) Math.min(region.height(), gray.rows() - top);
    if (Math.min(width, height) < 20) {
      return;
    }
    double longest = Math.max(width, height);
    try (Rect place = new Rect(left, top, width, height);
        Mat part = new Mat(gray, place)) {
      for (double wanted : new double[] {longest, 450, 800}) {
        double size = wanted / longest;
        if (size != 1 && (size > 4 || (size > 0.8 && size < 1.25))) {
          continue;
        }
        for (double blur : noisy ? new double[] {0, 0.7 * size} : new double[] {0}) {
          try (Mat resized = new Mat();
              Mat calm = new Mat();
              Size any = new Size(0, 0)) {
            int how = size < 1 ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_CUBIC;
            opencv_imgproc.resize(part, resized, any, size, size, how);
            if (blur > 0) {
              opencv_imgproc.GaussianBlur(resized, calm, any, blur);
            }
            LuminanceSource source = MatrixReader.source(blur > 0 ? calm : resized);
            for (boolean local : new boolean[] {true, false}) {
              MatrixReader.bits(source, local)
                  .ifPresent(bits -> zxing(bits, false, places -> placed(places, size, left, top)));
            }
          }
        }
      }
    }
  }

  private static List<Point> placed(List<Point> places, double size, double left, double top) {
    return places.stream()
        .map(p -> new Point((p.x() + 0.5) / size - 0.5 + left, (p.y() + 0.5) / size - 0.5 + top))
        .toList();
  }

  private void look(Mat in, boolean many) {
    double longest = Math.max(in.cols(), in.rows());
    double[] sizes = longest < 1000 ? new double[] {1, 2, 0.6} : new double[] {1, 0.5, 1.5};
    for (double size : sizes) {
      if (longest * size <= LARGEST) {
        look(in, size, 0, many);
        if (noisy && size >= 1) {
          look(in, size, 0.7 * size, many);
        }
      }
    }
    if (many) {
      openCvMany(in);
    } else {
      openCv(in);
    }
  }

  private static void erase(Mat in, List<Point> corners) {
    try (Mat figure = new Mat(4, 1, opencv_core.CV_32SC2);
        Scalar white = Scalar.all(255)) {
      try (IntIndexer at = figure.createIndexer()) {
        for (int i = 0; i < 4; i++) {
          at.put(i, 0, 0, (int) Math.round(corners.get(i).x()));
          at.put(i, 0, 1, (int) Math.round(corners.get(i).y()));
        }
      }
      opencv_imgproc.fillConvexPoly(in, figure, white);
    }
  }

  private void look(Mat in, double size, double blur, boolean many) {
    try (Mat resized = new Mat();
        Size any = new Size(0, 0)) {
      int how = size < 1 ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_CUBIC;
      if (size != 1) {
        opencv_imgproc.resize(in, resized, any, size, size, how);
      }
      if (blur > 0) {
        try (Mat calm = new Mat()) {
          opencv_imgproc.GaussianBlur(size == 1 ? in : resized, calm, any, blur);
          calm.copyTo(resized);
        }
      }
      LuminanceSource source = MatrixReader.source(resized.empty() ? in : resized);
      for (boolean local : new boolean[] {true, false}) {
        MatrixReader.bits(source, local)
            .ifPresent(
                bits ->
                    zxing(
                        bits,
                        many && (local || size == 1),
                        places ->
                            places.stream()
                                .map(
                                    p ->
                                        new Point(
                                            (p.x() + 0.5) / size - 0.5, (p.y() + 0.5) / size - 0.5))
                                .toList()));
      }
    }
  }

  /**
   * @param many whether to look for several codes, which takes much longer on textures
   */
  private void zxing(BitMatrix bits, boolean many, UnaryOperator<List<Point>> toPicture) {
    List<DetectorResult> results = new ArrayList<>();
    try {
      if (many) {
        results.addAll(List.of(new MultiDetector(bits).detectMulti(limited(MOST_PATTERNS))));
      }
    } catch (ReaderException | RuntimeException e) {
      // No three patterns that fit; ZXing also fails with exceptions of arrays on noise.
      results.clear();
    }
    try {
      results.add(new Detector(bits).detect(limited(3 * MOST_PATTERNS)));
    } catch (ReaderException | RuntimeException e) {
      if (results.isEmpty()) {
        return;
      }
    }
    int failed = 0;
    for (DetectorResult result : results) {
      if (failed > MOST_TRIPLES) {
        break;
      }
      try {
        // Decoding takes the mask off the modules it is given.
        BitMatrix modules = result.getBits().clone();
        List<Point> corners = toPicture.apply(corners(result));
        DecoderResult decoded = new Decoder().decode(result.getBits(), MatrixReader.THOROUGH);
        add(decoded.getText(), corners, modules);
      } catch (ReaderException | RuntimeException e) {
        // Three finder patterns that make no code; there are many such triples.
        failed++;
      }
    }
  }

  /** ZXing's hints, with an end to the search where there is too much that looks like a pattern. */
  private static Map<DecodeHintType, ?> limited(int most) {
    AtomicInteger count = new AtomicInteger();
    ResultPointCallback counter =
        point -> {
          if (count.incrementAndGet() > most) {
            throw new IllegalStateException("a texture, not codes");
          }
        };
    return Map.of(
        DecodeHintType.TRY_HARDER, true, DecodeHintType.NEED_RESULT_POINT_CALLBACK, counter);
  }

  /** The outer corners from the centres of the patterns, whose places in the code are known. */
  private static List<Point> corners(DetectorResult result) {
    int n = result.getBits().getWidth();
    ResultPoint[] p = result.getPoints();
    float far = n - 3.5f;
    float x4 = p[1].getX() + p[2].getX() - p[1].getX() + p[0].getX() - p[1].getX();
    float y4 = p[2].getY() + p[0].getY() - p[1].getY();
    float at4 = far;
    if (p.length > 3) {
      x4 = p[3].getX();
      y4 = p[3].getY();
      at4 = n - 6.5f;
    }
    PerspectiveTransform map =
        PerspectiveTransform.quadrilateralToQuadrilateral(
            3.5f,
            3.5f,
            far,
            3.5f,
            at4,
            at4,
            3.5f,
            far,
            p[1].getX(),
            p[1].getY(),
            p[2].getX(),
            p[2].getY(),
            x4,
            y4,
            p[0].getX(),
            p[0].getY());
    float[] square = {0, 0, n, 0, n, n, 0, n};
    map.transformPoints(square);
    List<Point> corners = new ArrayList<>();
    for (int i = 0; i < 8; i += 2) {
      // ZXing counts from the corner of the first pixel, as these places do not.
      corners.add(new Point(square[i] - 0.5, square[i + 1] - 0.5));
    }
    return corners;
  }

  private void add(String text, List<Point> corners, @Nullable BitMatrix modules) {
    if (!Quads.isConvex(corners) || text.isEmpty()) {
      return;
    }
    Code code = Code.of("qr", text, corners);
    for (Code other : found) {
      if (Quads.contains(other.corners(), code.center())
          || Quads.contains(corners, other.center())) {
        return;
      }
    }
    found.add(code);
    patterns.add(Optional.ofNullable(modules));
  }

  /** Several codes, on the whole picture only: with codes erased OpenCV may take half a minute. */
  private void openCvMany(Mat in) {
    try (QRCodeDetector detector = new QRCodeDetector();
        StringVector texts = new StringVector();
        MatVector straight = new MatVector();
        Mat points = new Mat()) {
      detector.detectAndDecodeMulti(in, texts, points, straight);
      if (points.empty()) {
        return;
      }
      try (FloatIndexer at = points.createIndexer()) {
        for (long i = 0; i < texts.size(); i++) {
          List<Point> corners = new ArrayList<>();
          for (long k = 0; k < 4; k++) {
            corners.add(new Point(at.get(i, k, 0), at.get(i, k, 1)));
          }
          String words = texts.get(i).getString(StandardCharsets.UTF_8);
          if (words.isEmpty()) {
            upright(corners);
          } else {
            add(words, corners, i < straight.size() ? modules(straight.get(i)) : null);
          }
        }
      }
    } catch (RuntimeException e) {
      // As below.
      return;
    }
  }

  /** One code. */
  private void openCv(Mat in) {
    try (QRCodeDetector detector = new QRCodeDetector();
        Mat points = new Mat();
        Mat straight = new Mat()) {
      if (!detector.detect(in, points) || points.total() != 4) {
        return;
      }
      List<Point> corners = new ArrayList<>();
      try (FloatIndexer at = points.createIndexer()) {
        for (long k = 0; k < 4; k++) {
          corners.add(new Point(at.get(0, k, 0), at.get(0, k, 1)));
        }
      }
      try (BytePointer text = detector.decode(in, points, straight)) {
        String words = text.getString(StandardCharsets.UTF_8);
        if (words.isEmpty()) {
          upright(corners);
        } else {
          add(words, corners, modules(straight));
        }
      }
    } catch (RuntimeException e) {
      // OpenCV's reader fails with exceptions on some pictures of noise; ZXing has read already.
      return;
    }
  }

  private static @Nullable BitMatrix modules(Mat straight) {
    int n = straight.cols();
    if (n != straight.rows() || n < 21 || n > 177 || n % 4 != 1) {
      return null;
    }
    BitMatrix modules = new BitMatrix(n);
    try (UByteIndexer value = straight.createIndexer()) {
      for (int y = 0; y < n; y++) {
        for (int x = 0; x < n; x++) {
          if (value.get(y, x) < 128) {
            modules.set(x, y);
          }
        }
      }
    }
    return modules;
  }

  /** What OpenCV found but could not read, for ZXing: upright, in three sizes. */
  private void upright(List<Point> corners) {
    if (!Quads.isConvex(corners)
        || found.stream().anyMatch(c -> Quads.contains(c.corners(), Quads.centre(corners)))) {
      return;
    }
    for (int side : new int[] {260, 420, 640}) {
      double quiet = 0.18 * side;
      List<Point> square =
          List.of(
              new Point(quiet, quiet),
              new Point(side - quiet, quiet),
              new Point(side - quiet, side - quiet),
              new Point(quiet, side - quiet));
      try (Mat there = QrPlace.perspective(corners, square);
          Mat back = QrPlace.perspective(square, corners);
          Mat flat = new Mat();
          Size size = new Size(side, side)) {
        opencv_imgproc.warpPerspective(gray, flat, there, size);
        LuminanceSource source = MatrixReader.source(flat);
        for (boolean local : new boolean[] {true, false}) {
          MatrixReader.bits(source, local)
              .ifPresent(bits -> zxing(bits, false, places -> QrPlace.apply(back, places)));
        }
      }
    }
  }

  /** The same with its sides on the outer edges of its modules. */
  private static Code refined(Code code, Gradients gradients) {
    double scale = gradients.plane.scale();
    List<Point> small =
        code.corners().stream()
            .map(p -> new Point((p.x() + 0.5) * scale - 0.5, (p.y() + 0.5) * scale - 0.5))
            .toList();
    double side = Math.sqrt(Quads.area(small));
    PageSides sides = PageSides.refine(gradients, small, Math.max(2, 0.05 * side));
    if (sides == null || sides.worst() < 0.3 || !sides.near(small, 0.12 * side + 2)) {
      return code;
    }
    return Code.of(
        code.kind(),
        code.text(),
        sides.corners().stream().map(p -> gradients.plane.toPicture(p.x(), p.y())).toList());
  }
}
