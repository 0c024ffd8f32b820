package io.ocelli.app.report;

import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.Sample;
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
      return source == null ? null : Pictures.jpeg(source, longerSide);
    };
  }
}
