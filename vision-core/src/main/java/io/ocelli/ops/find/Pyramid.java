package io.ocelli.ops.find;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/** A gray picture in several sizes, so that small and large things have the same size in one. */
final class Pyramid implements AutoCloseable {
  /**
   * One size.
   *
   * @param gray 8-bit gray
   * @param scale its size, of the picture's
   */
  record Level(Mat gray, double scale) {}

  /** Pictures that are larger in all are not enlarged, and begin smaller. */
  private static final double LARGEST_PIXELS = 8e6;

  private final List<Level> levels = new ArrayList<>();
  private final Raster colour;

  private Pyramid(Raster colour) {
    this.colour = colour;
  }

  static Pyramid of(Raster picture) {
    Pyramid pyramid = new Pyramid(picture.to(ColorSpace.BGR));
    try (Raster gray = picture.to(ColorSpace.GRAY)) {
      double pixels = (double) gray.width() * gray.height();
      for (double scale = 2; scale * Math.min(gray.width(), gray.height()) >= 24; scale /= 2) {
        if (pixels * scale * scale <= LARGEST_PIXELS) {
          pyramid.levels.add(new Level(Scaled.by(scale, gray.mat()), scale));
        }
      }
      return pyramid;
    } catch (RuntimeException | Error e) {
      pyramid.close();
      throw e;
    }
  }

  /** The sizes, the largest first; none for a picture of a few pixels. */
  List<Level> levels() {
    return levels;
  }

  /** The size that is nearest to a scale, by ratio. */
  Level nearest(double scale) {
    Level best = levels.get(0);
    for (Level level : levels) {
      if (Math.abs(Math.log(level.scale() / scale)) < Math.abs(Math.log(best.scale() / scale))) {
        best = level;
      }
    }
    return best;
  }

  /** The picture itself, BGR. */
  Mat colour() {
    return colour.mat();
  }

  @Override
  public void close() {
    colour.close();
    levels.forEach(level -> level.gray().close());
  }
}
