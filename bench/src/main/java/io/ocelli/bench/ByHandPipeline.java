package io.ocelli.bench;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.LUT;
import static org.bytedeco.opencv.global.opencv_core.setNumThreads;
import static org.bytedeco.opencv.global.opencv_core.transform;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imread;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imwrite;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import io.ocelli.image.ImageFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * {@link PipelineThroughput#PIPELINE} on the pictures of a folder, as one writes it with OpenCV
 * alone, in one thread.
 *
 * <pre>
 * ByHandPipeline IN OUT
 * </pre>
 */
public final class ByHandPipeline {
  private static final int WIDTH = 800;
  private static final double DEGREES = 7;

  private ByHandPipeline() {}

  /** See the class. */
  public static void main(String[] args) throws IOException {
    Loader.load(opencv_imgcodecs.class);
    setNumThreads(1);
    Path out = Path.of(args[1]);
    Files.createDirectories(out);
    try (IntPointer quality =
            new IntPointer(IMWRITE_JPEG_QUALITY, ImageFormat.JPEG.defaultQuality());
        Mat table = new Mat(1, 256, CV_8U);
        Mat sepia = new Mat(3, 3, CV_64F)) {
      ByteBuffer values = table.createBuffer();
      for (int v = 0; v < 256; v++) {
        values.put((byte) Math.max(0, Math.min(255, Math.floor((v - 128) * 1.3 + 128 + 0.5))));
      }
      sepia
          .<DoubleBuffer>createBuffer()
          .put(new double[] {0.131, 0.534, 0.272, 0.168, 0.686, 0.349, 0.189, 0.769, 0.393});
      for (Path file : PipelineThroughput.files(Path.of(args[0]))) {
        try (Mat in = imread(file.toString(), IMREAD_COLOR);
            Mat made = run(in, table, sepia)) {
          imwrite(out.resolve(file.getFileName()).toString(), made, quality);
        }
      }
    }
  }

  private static Mat run(Mat in, Mat table, Mat sepia) {
    try (Mat small = new Mat();
        Mat blurred = new Mat();
        Mat strong = new Mat();
        Mat turned = new Mat();
        Size size =
            new Size(WIDTH, (int) Math.floor(in.rows() * (double) WIDTH / in.cols() + 0.5));
        Size five = new Size(5, 5);
        Scalar black = new Scalar(0, 0, 0, 0);
        Mat matrix = new Mat(2, 3, CV_64F)) {
      resize(in, small, size, 0, 0, INTER_AREA);
      GaussianBlur(small, blurred, five, 0);
      LUT(blurred, table, strong);
      double cos = Math.cos(Math.toRadians(DEGREES));
      double sin = Math.sin(Math.toRadians(DEGREES));
      double x = (size.width() - 1) / 2.0;
      double y = (size.height() - 1) / 2.0;
      matrix
          .<DoubleBuffer>createBuffer()
          .put(new double[] {cos, sin, x - cos * x - sin * y, -sin, cos, y + sin * x - cos * y});
      warpAffine(strong, turned, matrix, size, INTER_LINEAR, BORDER_CONSTANT, black);
      Mat out = new Mat();
      transform(turned, out, sepia);
      return out;
    }
  }
}
