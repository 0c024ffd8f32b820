package io.ocelli.bench;

import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import java.util.SplittableRandom;

/**
 * Pictures to measure with: smooth colours, edges and grain, so that JPEG files are of usual size.
 */
final class BenchPictures {
  private BenchPictures() {}

  static byte[] jpeg(int width, int height) {
    try (Image image = picture(width, height)) {
      return image.encode(ImageFormat.JPEG, 90);
    }
  }

  static Image picture(int width, int height) {
    SplittableRandom random = new SplittableRandom(1);
    byte[] bgr = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double wave = Math.sin(x * 0.05) * Math.cos(y * 0.03) * 60;
        double edge = (x / 37 + y / 53) % 3 == 0 ? 50 : 0;
        for (int c = 0; c < 3; c++) {
          double value = 90 + 20 * c + wave + edge + random.nextInt(16);
          bgr[3 * (y * width + x) + c] = (byte) Math.max(0, Math.min(255, value));
        }
      }
    }
    return Image.ofBgr(width, height, bgr);
  }
}
