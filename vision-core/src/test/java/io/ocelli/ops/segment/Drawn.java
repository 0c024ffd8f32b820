package io.ocelli.ops.segment;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Finding;
import io.ocelli.ops.Found;
import io.ocelli.ops.Pipeline;
import io.ocelli.ops.Result;
import java.util.List;
import java.util.Random;

/** Pictures with known shapes, and what operations say of them. */
final class Drawn {
  /** Whether a pixel belongs to a shape. */
  interface Inside {
    boolean at(int x, int y);
  }

  private Drawn() {}

  /** White where a test says so, on black. */
  static Raster shape(int width, int height, Inside inside) {
    byte[] values = new byte[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (inside.at(i % width, i / width) ? 255 : 0);
    }
    return Raster.of(width, height, ColorSpace.GRAY, values);
  }

  static boolean disc(int x, int y, double centreX, double centreY, double radius) {
    return Math.hypot(x - centreX, y - centreY) <= radius;
  }

  static Raster noise(int width, int height, ColorSpace space, long seed) {
    byte[] values = new byte[width * height * space.channels()];
    new Random(seed).nextBytes(values);
    return Raster.of(width, height, space, values);
  }

  static <T extends Finding> List<T> findings(String pipeline, Raster in, Class<T> type) {
    try (Result result = Pipeline.parse(pipeline).run(in)) {
      return result.findings().stream().map(Found::finding).map(type::cast).toList();
    }
  }

  static byte[] run(String pipeline, Raster in) {
    try (Result result = Pipeline.parse(pipeline).run(in)) {
      return result.parts().get(0).raster().values();
    }
  }

  static ColorSpace space(String pipeline, Raster in) {
    try (Result result = Pipeline.parse(pipeline).run(in)) {
      return result.parts().get(0).raster().space();
    }
  }
}
