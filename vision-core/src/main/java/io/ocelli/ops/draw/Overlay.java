package io.ocelli.ops.draw;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.OtherPicture;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Size;

/** Lays a mask over the picture; see {@link Op}. */
@Op(
    name = "overlay",
    does = "Lays a colour over the picture where a mask is bright.",
    example = "overlay mask=scene/mask.png color=#56b4e9",
    scene = "leaf",
    notes =
        "The mask is taken as gray: black keeps the picture, white mixes in all of alpha. A mask of another size is scaled to the picture's.")
public record Overlay(
    @Param(does = "the mask", attempt = "scene/mask.png") OtherPicture mask,
    @Param(does = "its colour", byDefault = "#d55e00", attempt = "white") Rgb color,
    @Param(
            does = "how much of the colour is mixed in, 0 to 1",
            byDefault = "0.5",
            attempt = "0.8",
            min = 0,
            max = 1)
        double alpha)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    return Drawing.on(in, canvas -> canvas.mask(values(in.width(), in.height()), color, alpha));
  }

  private byte[] values(int width, int height) {
    try (Raster given = mask.raster();
        Raster gray = given.to(ColorSpace.GRAY)) {
      if (gray.width() == width && gray.height() == height) {
        return gray.values();
      }
      try (Size size = new Size(width, height);
          Raster scaled =
              Raster.make(
                  ColorSpace.GRAY,
                  out ->
                      opencv_imgproc.resize(
                          gray.mat(), out, size, 0, 0, opencv_imgproc.INTER_LINEAR))) {
        return scaled.values();
      }
    }
  }
}
