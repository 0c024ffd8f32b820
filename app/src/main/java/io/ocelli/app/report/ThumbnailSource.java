package io.ocelli.app.report;

import java.io.IOException;
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
}
