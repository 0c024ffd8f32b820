package io.ocelli.ops.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_ximgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;

class SkeletonTest {
  @Test
  void isWhatOpenCvThinsTo() {
    Random random = new Random(3);
    int left = 0;
    for (int i = 0; i < 400; i++) {
      int width = 1 + random.nextInt(60);
      int height = 1 + random.nextInt(60);
      byte[] mask = i % 2 == 0 ? specks(width, height, random) : blobs(width, height, random);
      for (Thin.Method method : Thin.Method.values()) {
        byte[] thinned = mask.clone();
        Skeleton.thin(thinned, width, height, method);
        assertThat(thinned)
            .as("%s of picture %d, %dx%d", method, i, width, height)
            .isEqualTo(openCv(mask, width, height, method));
        for (byte value : thinned) {
          left += value & 1;
        }
      }
    }
    assertThat(left).isGreaterThan(10_000);
  }

  private static byte[] openCv(byte[] mask, int width, int height, Thin.Method method) {
    int rule =
        switch (method) {
          case ZHANG_SUEN -> opencv_ximgproc.THINNING_ZHANGSUEN;
          case GUO_HALL -> opencv_ximgproc.THINNING_GUOHALL;
        };
    try (Mat in = new Mat(height, width, opencv_core.CV_8UC1);
        Mat out = new Mat()) {
      in.<ByteBuffer>createBuffer().put(mask);
      opencv_ximgproc.thinning(in, out, rule);
      byte[] values = new byte[mask.length];
      out.<ByteBuffer>createBuffer().get(values);
      return values;
    }
  }

  private static byte[] specks(int width, int height, Random random) {
    byte[] mask = new byte[width * height];
    double share = random.nextDouble();
    for (int i = 0; i < mask.length; i++) {
      mask[i] = (byte) (random.nextDouble() < share ? 255 : 0);
    }
    return mask;
  }

  private static byte[] blobs(int width, int height, Random random) {
    byte[] mask = new byte[width * height];
    for (int blob = random.nextInt(8); blob >= 0; blob--) {
      int x = random.nextInt(width);
      int y = random.nextInt(height);
      int radius = 1 + random.nextInt(20);
      for (int i = 0; i < mask.length; i++) {
        if (Drawn.disc(i % width, i / width, x, y, radius)) {
          mask[i] = (byte) 255;
        }
      }
    }
    return mask;
  }
}
