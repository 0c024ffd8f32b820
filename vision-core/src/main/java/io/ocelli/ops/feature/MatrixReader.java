package io.ocelli.ops.feature;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.datamatrix.DataMatrixReader;
import io.ocelli.geometry.Point;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** What ZXing's readers need. */
final class MatrixReader {
  /** Take the time to look everywhere. */
  static final Map<DecodeHintType, ?> THOROUGH = Map.of(DecodeHintType.TRY_HARDER, true);

  private MatrixReader() {}

  /** The values of a continuous gray matrix for ZXing. */
  static LuminanceSource source(Mat gray) {
    byte[] values = new byte[gray.rows() * gray.cols()];
    try (BytePointer data = new BytePointer(gray.data())) {
      data.get(values);
    }
    return source(values, gray.cols(), gray.rows());
  }

  static LuminanceSource source(byte[] values, int width, int height) {
    return new PlanarYUVLuminanceSource(values, width, height, 0, 0, width, height, false);
  }

  /** Black and white, by local thresholds or by one. */
  static Optional<BitMatrix> bits(LuminanceSource source, boolean local) {
    try {
      return Optional.of(
          (local ? new HybridBinarizer(source) : new GlobalHistogramBinarizer(source))
              .getBlackMatrix());
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }

  /**
   * The Data Matrix code of a picture, where it has one that ZXing's search from the middle meets.
   */
  static Optional<Code> dataMatrix(Mat gray) {
    try {
      Result result =
          new DataMatrixReader()
              .decode(new BinaryBitmap(new HybridBinarizer(source(gray))), THOROUGH);
      List<Point> corners =
          Arrays.stream(result.getResultPoints()).map(p -> new Point(p.getX(), p.getY())).toList();
      return corners.size() == 4 && Quads.isConvex(Quads.fromTopLeft(corners))
          ? Optional.of(Code.of("data-matrix", result.getText(), Quads.fromTopLeft(corners)))
          : Optional.empty();
    } catch (ReaderException | RuntimeException e) {
      // ZXing also fails with exceptions of arrays on pictures that hold no such code.
      return Optional.empty();
    }
  }
}
