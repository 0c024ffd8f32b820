package io.ocelli.bench;

import io.ocelli.image.Image;
import io.ocelli.image.Preprocess;
import io.ocelli.image.Preprocessor;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.concurrent.TimeUnit;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From a decoded picture of 256x256, or 500x375 where it says so, to 3x224x224 floats: Ocelli,
 * OpenCV's blob, Java2D.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PreprocessBenchmark {
  private static final int SIDE = 224;

  private final Image image = BenchPictures.picture(256, 256);
  private final Image photo = BenchPictures.picture(500, 375);
  private final BufferedImage buffered = image.toBufferedImage();
  private final Preprocessor crop = Preprocess.imagenet(SIDE).start();
  private final Preprocessor stretch = Preprocess.stretch01(SIDE, SIDE).start();
  private final FloatBuffer batch =
      ByteBuffer.allocateDirect(4 * 3 * SIDE * SIDE).order(ByteOrder.nativeOrder()).asFloatBuffer();
  private final Mat blob = new Mat();
  private final Size size = new Size(SIDE, SIDE);
  private final Scalar mean = new Scalar(104, 116, 124, 0);

  /** Shorter side to 256, which it has, centre crop of 224. */
  @Benchmark
  public FloatBuffer crop() {
    crop.write(image, batch, 0);
    return batch;
  }

  /** 500x375, shorter side to 256, centre crop of 224. */
  @Benchmark
  public FloatBuffer cropPhoto() {
    crop.write(photo, batch, 0);
    return batch;
  }

  /** Stretched, antialiased bilinear. */
  @Benchmark
  public FloatBuffer stretch() {
    stretch.write(image, batch, 0);
    return batch;
  }

  /** Stretched by OpenCV's blobFromImage: bilinear, no division by the standard deviation. */
  @Benchmark
  public Mat stretchBlobFromImage() {
    opencv_dnn.blobFromImage(
        image.mat(), blob, 1 / 255.0, size, mean, true, false, opencv_core.CV_32F);
    return blob;
  }

  /** Stretched by Java2D, bilinear, and a loop over the pixels. */
  @Benchmark
  public FloatBuffer stretchJava2d() {
    BufferedImage small = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = small.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(buffered, 0, 0, SIDE, SIDE, null);
    graphics.dispose();
    int[] pixels = small.getRGB(0, 0, SIDE, SIDE, null, 0, SIDE);
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < pixels.length; i++) {
        batch.put(c * pixels.length + i, (pixels[i] >> (16 - 8 * c) & 0xFF) / 255f);
      }
    }
    return batch;
  }

  /** Closes what is native. */
  @TearDown
  public void close() {
    crop.close();
    stretch.close();
    image.close();
    photo.close();
    blob.close();
    size.close();
    mean.close();
  }
}
