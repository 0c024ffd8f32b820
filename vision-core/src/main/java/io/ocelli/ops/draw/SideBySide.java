package io.ocelli.ops.draw;

import io.ocelli.draw.Montage;
import io.ocelli.error.OcelliException;
import io.ocelli.image.Image;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.OtherPicture;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts pictures beside each other; see {@link Op}. */
@Op(
    name = "side-by-side",
    does = "Puts another picture beside this one, scaled to the same height.",
    example = "side-by-side with=scene/coins.png",
    scene = "leaf")
public record SideBySide(
    @Param(does = "the picture to the right", attempt = "scene/coins.png") OtherPicture with,
    @Param(does = "a third one", byDefault = "none", attempt = "scene/shapes.png")
        Optional<OtherPicture> and,
    @Param(
            does = "free pixels between pictures",
            unit = "px",
            byDefault = "8",
            attempt = "24",
            min = 0,
            max = 1000)
        int gap,
    @Param(does = "colour of what no picture covers", byDefault = "white", attempt = "black")
        Rgb background)
    implements Transform {
  /** How long a side of the result may be: the longest that JPEG can hold. */
  private static final int LIMIT = 65_500;

  @Override
  public Raster apply(Raster in, Findings findings) {
    List<Image> pictures = new ArrayList<>();
    try {
      pictures.add(in.toImage());
      pictures.add(with.open());
      and.ifPresent(third -> pictures.add(third.open()));
      double width =
          pictures.stream()
              .mapToDouble(p -> Math.max(1, (double) p.width() * in.height() / p.height()) + gap)
              .sum();
      if (width > LIMIT) {
        throw new OcelliException(
            "the pictures beside each other are too wide",
            Math.round(width) + " pixels, allowed are " + LIMIT,
            "side-by-side on a picture of " + in.width() + "x" + in.height(),
            "resize this picture first, or use montage");
      }
      try (Image joined = Montage.sideBySide(pictures, gap, background)) {
        return Raster.of(joined);
      }
    } finally {
      pictures.forEach(Image::close);
    }
  }
}
