package io.ocelli.augment.quality;

import io.ocelli.augment.Change;
import io.ocelli.augment.ChangeGroup;
import java.util.List;

/** The changes of this package. */
public final class QualityChanges implements ChangeGroup {
  @Override
  public String title() {
    return "Quality";
  }

  @Override
  public List<Class<? extends Change>> changes() {
    return List.of(
        GaussianBlur.class,
        MotionBlur.class,
        MedianBlur.class,
        Defocus.class,
        GaussianNoise.class,
        SaltPepper.class,
        Speckle.class,
        IsoNoise.class,
        Jpeg.class,
        Downscale.class,
        Sharpen.class,
        Emboss.class);
  }
}
