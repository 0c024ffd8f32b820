package io.ocelli.ops.find;

import io.ocelli.geometry.Box;
import io.ocelli.image.Raster;
import io.ocelli.ops.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/** Cuts boxes out of a picture. */
final class Crops {
  private Crops() {}

  /** A part for each box with a margin in pixels, named {@code name-1} and so on. */
  static List<Part> of(Raster in, String name, List<Box> boxes, ToDoubleFunction<Box> margin) {
    List<Part> parts = new ArrayList<>();
    try {
      for (Box box : boxes) {
        double m = margin.applyAsDouble(box);
        int x1 = (int) Math.max(0, Math.floor(box.x1() - m));
        int y1 = (int) Math.max(0, Math.floor(box.y1() - m));
        int x2 = (int) Math.min(in.width(), Math.ceil(box.x2() + m));
        int y2 = (int) Math.min(in.height(), Math.ceil(box.y2() + m));
        parts.add(new Part(name + "-" + (parts.size() + 1), cut(in, x1, y1, x2, y2)));
      }
      return parts;
    } catch (RuntimeException | Error e) {
      parts.forEach(part -> part.raster().close());
      throw e;
    }
  }

  private static Raster cut(Raster in, int x1, int y1, int x2, int y2) {
    return Raster.make(
        in.space(),
        out -> {
          try (Rect at = new Rect(x1, y1, x2 - x1, y2 - y1);
              Mat part = new Mat(in.mat(), at)) {
            part.copyTo(out);
          }
        });
  }
}
