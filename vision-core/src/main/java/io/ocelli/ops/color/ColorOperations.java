package io.ocelli.ops.color;

import io.ocelli.ops.Operation;
import io.ocelli.ops.OperationGroup;
import java.util.List;

/** The operations on colour. */
public final class ColorOperations implements OperationGroup {
  @Override
  public String title() {
    return "Colour";
  }

  @Override
  public List<Class<? extends Operation>> operations() {
    return List.of(
        Gray.class,
        Bgr.class,
        Hsv.class,
        Lab.class,
        Ycrcb.class,
        Cmyk.class,
        Alpha.class,
        Channels.class,
        Channel.class,
        Brightness.class,
        Contrast.class,
        Gamma.class,
        Levels.class,
        AutoContrast.class,
        Saturation.class,
        Hue.class,
        WhiteBalance.class,
        Invert.class,
        Sepia.class,
        Posterize.class,
        Solarize.class,
        Colormap.class,
        ColorFilter.class,
        DominantColors.class,
        Histogram.class,
        Equalize.class,
        Clahe.class,
        HistogramMatch.class,
        Blend.class);
  }
}
