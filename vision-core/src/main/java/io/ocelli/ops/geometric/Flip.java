package io.ocelli.ops.geometric;

import static org.bytedeco.opencv.global.opencv_core.flip;

import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;

/** Mirrors; see {@link Op}. */
@Op(name = "flip", does = "Mirrors the picture.", example = "flip", source = "OpenCV flip")
public record Flip(
    @Param(does = "what changes sides", byDefault = "horizontal", attempt = "vertical")
        Direction direction)
    implements Transform {
  /** What changes sides. */
  public enum Direction {
    /** Left and right. */
    HORIZONTAL(1),
    /** Top and bottom. */
    VERTICAL(0),
    /** Both, which is half a turn. */
    BOTH(-1);

    private final int code;

    Direction(int code) {
      this.code = code;
    }
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    return Raster.make(in.space(), out -> flip(in.mat(), out, direction.code));
  }
}
