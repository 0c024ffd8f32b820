package io.ocelli.ops.feature;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.oned.MultiFormatOneDReader;
import io.ocelli.geometry.Point;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Reads bar codes: each field of bars is cut out along its bars, averaged along them, which takes
 * the noise away, and given to ZXing.
 */
final class BarReader {
  private static final Map<BarcodeFormat, String> KINDS =
      Map.of(
          BarcodeFormat.EAN_13, "ean-13",
          BarcodeFormat.EAN_8, "ean-8",
          BarcodeFormat.UPC_A, "upc-a",
          BarcodeFormat.CODE_128, "code-128",
          BarcodeFormat.CODE_39, "code-39");

  private static final Map<DecodeHintType, ?> HINTS =
      Map.of(
          DecodeHintType.TRY_HARDER,
          true,
          DecodeHintType.POSSIBLE_FORMATS,
          List.copyOf(KINDS.keySet()));

  /** Skews of the scans in pixels along per pixel across. */
  private static final double[] SKEWS = {0, 0.02, -0.02, 0.05, -0.05};

  private final Mat gray;
  private final List<Code> known;
  private final List<Code> found = new ArrayList<>();

  /**
   * @param known codes that were read already; bars in them are part of them
   */
  BarReader(Mat gray, List<Code> known) {
    this.gray = gray;
    this.known = known;
  }

  List<Code> read() {
    GrayPlane plane = GrayPlane.of(gray);
    for (BarFields.Field field : BarFields.of(gray)) {
      Point middle = field.middle();
      if (covered(known, middle) || covered(found, middle)) {
        continue;
      }
      read(plane, field);
    }
    return found;
  }

  private static boolean covered(List<Code> codes, Point place) {
    return codes.stream().anyMatch(code -> Quads.contains(code.corners(), place));
  }

  private void read(GrayPlane plane, BarFields.Field field) {
    Map<String, Integer> votes = new HashMap<>();
    Map<String, Result> results = new HashMap<>();
    int scans = 0;
    for (double skew : SKEWS) {
      for (double height : new double[] {0, -0.25, 0.25, -0.12, 0.12}) {
        BarScan scan = new BarScan(plane, field, height, skew, 0.1);
        Result result = decode(scan);
        scans++;
        if (result == null) {
          continue;
        }
        String key = result.getBarcodeFormat() + " " + result.getText();
        results.putIfAbsent(key, result);
        int needed = result.getBarcodeFormat() == BarcodeFormat.CODE_39 ? 3 : 2;
        if (votes.merge(key, 1, Integer::sum) >= needed) {
          tell(plane, field, result, skew, height);
          return;
        }
      }
      if (votes.isEmpty() && scans >= 10 && field.doubtful()) {
        return;
      }
    }
  }

  private static @org.jspecify.annotations.Nullable Result decode(BarScan scan) {
    byte[] line = scan.stretched();
    int rows = 3;
    byte[] three = new byte[line.length * rows];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(line, 0, three, i * line.length, line.length);
    }
    try {
      return new MultiFormatOneDReader(HINTS)
          .decode(
              new BinaryBitmap(
                  new GlobalHistogramBinarizer(MatrixReader.source(three, line.length, rows))),
              HINTS);
    } catch (ReaderException | RuntimeException e) {
      // Not a bar code, or too blurred here; the next scan may do better.
      return null;
    }
  }

  private void tell(
      GrayPlane plane, BarFields.Field field, Result result, double skew, double height) {
    List<Point> corners = new BarScan(plane, field, height, skew, 0.1).corners(plane);
    String kind = KINDS.get(result.getBarcodeFormat());
    if (kind != null && corners.size() == 4) {
      Code code = Code.of(kind, result.getText(), Quads.fromTopLeft(corners));
      if (!covered(found, code.center()) && !covered(known, code.center())) {
        found.add(code);
      }
    }
  }
}
