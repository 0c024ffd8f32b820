package io.ocelli.augment.quality;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;

/** Goes through a JPEG file; see {@link Op}. */
@Op(
    name = "jpeg",
    does = "Writes the picture as JPEG of poor quality and reads it again.",
    example = "jpeg quality=15",
    source = "ITU-T T.81")
public record Jpeg(
    @Param(does = "quality", byDefault = "40..90", attempt = "8", min = 1, max = 100) Range quality)
    implements PixelChange {
  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    int drawn = dice.whole(quality);
    return PixelEdit.fresh(
        image ->
            Image.decode(
                image.encode(ImageFormat.JPEG, drawn), "augmentation", DecodeOptions.DEFAULT));
  }
}
