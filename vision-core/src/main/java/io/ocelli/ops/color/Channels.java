package io.ocelli.ops.color;

import static org.bytedeco.opencv.global.opencv_core.extractChannel;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Part;
import io.ocelli.ops.Split;
import java.util.ArrayList;
import java.util.List;

/** Splits into channels; see {@link Op}. */
@Op(
    name = "channels",
    does = "Splits into a gray picture for each channel, named after it.",
    example = "channels",
    source = "OpenCV extractChannel",
    notes =
        "The channels of the space that the picture is in: 'channels' gives blue, green and red,"
            + " 'hsv | channels' gives hue, saturation and value.")
public record Channels() implements Split {
  @Override
  public List<Part> split(Raster in, Findings findings) {
    List<Part> parts = new ArrayList<>();
    List<String> names = in.space().channelNames();
    try {
      for (int i = 0; i < names.size(); i++) {
        int channel = i;
        parts.add(
            new Part(
                names.get(i),
                Raster.make(ColorSpace.GRAY, out -> extractChannel(in.mat(), out, channel))));
      }
      return parts;
    } catch (RuntimeException | Error e) {
      parts.forEach(part -> part.raster().close());
      throw e;
    }
  }
}
