package io.ocelli.bench;

import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import io.ocelli.image.Preprocess;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Decoding JPEG: Ocelli at full and at reduced size, and Java's ImageIO. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecodeBenchmark {
  private final byte[] small = BenchPictures.jpeg(256, 256);
  private final byte[] large = BenchPictures.jpeg(4000, 3000);
  private final DecodeOptions wanted = Preprocess.imagenet(224).decodeOptions();

  /** A JPEG of 256x256 pixels. */
  @Benchmark
  public int small() {
    return decode(small, DecodeOptions.DEFAULT);
  }

  /** The same by ImageIO. */
  @Benchmark
  public BufferedImage smallImageIo() throws IOException {
    return ImageIO.read(new ByteArrayInputStream(small));
  }

  /** A JPEG of 12 megapixels. */
  @Benchmark
  public int large() {
    return decode(large, DecodeOptions.DEFAULT);
  }

  /** A JPEG of 12 megapixels for a model of 224x224 pixels. */
  @Benchmark
  public int largeReduced() {
    return decode(large, wanted);
  }

  /** A JPEG of 12 megapixels by ImageIO. */
  @Benchmark
  public BufferedImage largeImageIo() throws IOException {
    return ImageIO.read(new ByteArrayInputStream(large));
  }

  private static int decode(byte[] jpeg, DecodeOptions options) {
    try (Image image = Image.decode(jpeg, "benchmark", options)) {
      return image.width();
    }
  }
}
