package io.ocelli.ops.color;

import static org.bytedeco.opencv.global.opencv_core.extractChannel;

import io.ocelli.error.NearNames;
import io.ocelli.error.OcelliException;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Picks a channel; see {@link Op}. */
@Op(
    name = "channel",
    does = "Picks one channel as a gray picture.",
    example = "channel pick=saturation",
    source = "OpenCV extractChannel",
    notes =
        "Names: gray; blue, green, red, alpha; hue, saturation, value; lightness, a, b; luma, cr,"
            + " cb; cyan, magenta, yellow, black. A picture that has no channel of that name is"
            + " converted to the space that has it.")
public record Channel(
    @Param(does = "name of a channel, or its number in the picture from 0", attempt = "red")
        String pick)
    implements Transform {
  private static final List<String> NAMES =
      Arrays.stream(ColorSpace.values())
          .flatMap(s -> s.channelNames().stream())
          .distinct()
          .toList();

  /** Checks that there is such a channel in some space. */
  public Channel {
    pick = pick.toLowerCase(Locale.ROOT);
    if (!pick.matches("[0-3]") && !NAMES.contains(pick)) {
      throw new IllegalArgumentException(
          NearNames.of(pick, NAMES).isEmpty()
              ? "give 0 to 3, or one of " + String.join(", ", NAMES)
              : NearNames.remedy(pick, NAMES));
    }
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    int own = in.space().channelNames().indexOf(pick);
    if (own >= 0) {
      return picked(in, own);
    }
    if (pick.length() == 1 && Character.isDigit(pick.charAt(0))) {
      int number = pick.charAt(0) - '0';
      if (number >= in.channels()) {
        throw new OcelliException(
            "the picture has no such channel",
            pick,
            "channel, on a picture in " + in.space(),
            "give 0 to %d, or a name".formatted(in.channels() - 1));
      }
      return picked(in, number);
    }
    ColorSpace home =
        Arrays.stream(ColorSpace.values())
            .filter(space -> space.channelNames().contains(pick))
            .findFirst()
            .orElseThrow();
    try (Raster converted = in.to(home)) {
      return picked(converted, home.channelNames().indexOf(pick));
    }
  }

  private static Raster picked(Raster in, int channel) {
    if (in.channels() == 1) {
      return in.share();
    }
    return Raster.make(ColorSpace.GRAY, out -> extractChannel(in.mat(), out, channel));
  }
}
