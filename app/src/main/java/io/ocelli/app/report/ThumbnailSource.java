package io.ocelli.app.report;

import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.Sample;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import io.ocelli.image.MinimumSize;
import io.ocelli.image.Thumbnails;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a report gets its small pictures from. Asked only for the few that are shown. */
@FunctionalInterface
public interface ThumbnailSource {
  /** No pictures; the report shows names only. */
  ThumbnailSource NONE = (prediction, longerSide) -> null;

  /**
   * The picture as JPEG or PNG.
   *
   * @param prediction whose picture
   * @param longerSide wanted size in pixels
   * @return the bytes, or null when there is no picture
   * @throws IOException if it cannot be read; the report then says so in its place
   */
  byte @Nullable [] thumbnail(Prediction prediction, int longerSide) throws IOException;

  /** Of the samples that were measured, found by the name of their source. */
  static ThumbnailSource of(Collection<Sample> samples) {
    Map<String, ByteSource> sources = new HashMap<>();
    samples.forEach(s -> sources.putIfAbsent(s.source().name(), s.source()));
    return (prediction, longerSide) -> {
      ByteSource source = sources.get(prediction.source());
      if (source == null) {
        return null;
      }
      // twice the size is left to the thumbnail's own, better scaling
      DecodeOptions small =
          DecodeOptions.DEFAULT.withMinimum(MinimumSize.filling(2 * longerSide, 2 * longerSide));
      try (Image image = Image.decode(source.read(), source.name(), small)) {
        return Thumbnails.jpeg(image, longerSide);
      }
    };
  }
}
