package io.ocelli.app.report;

import io.ocelli.error.OcelliException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Plots and thumbnails within a page, as data URIs. */
final class Pictures {
  /** Pixels of a thumbnail's longer side: the place is 150 high, screens draw it denser. */
  static final int THUMBNAIL = 220;

  /** A plot wider than this is not shrunk below the other; narrow screens scroll it. */
  private static final int WIDE = 600;

  private static final int LEAST = 560;

  /** A thumbnail of more bytes than this is left out; a page must stay small enough to mail. */
  private static final int MAX_BYTES = 40_000;

  private Pictures() {}

  /** A plot in two versions, of which the reader's light or dark setting chooses one. */
  static void plot(Html html, String description, Function<Theme, byte @Nullable []> drawn) {
    byte @Nullable [] light = drawn.apply(Theme.LIGHT);
    byte @Nullable [] dark = drawn.apply(Theme.DARK);
    if (light == null || dark == null) {
      html.leaf("p", description + ": not drawn, this machine has no fonts.", "class", "faint");
      return;
    }
    int width = width(light);
    html.open(
        "picture",
        "class",
        "plot",
        "style",
        "--natural:" + width + "px;--least:" + (width > WIDE ? LEAST : 0) + "px");
    html.open("source", "media", "(prefers-color-scheme: dark)", "srcset", Html.dataUri(dark));
    html.open("img", "src", Html.dataUri(light), "alt", description);
    html.close("picture");
  }

  /** The picture, or words that say why there is none. */
  static void thumbnail(Html html, Prediction prediction, ThumbnailSource source) {
    html.open("div", "class", "picture");
    String problem = "no picture";
    byte @Nullable [] bytes = null;
    try {
      bytes = source.thumbnail(prediction, THUMBNAIL);
    } catch (IOException | OcelliException e) {
      problem = "cannot be read";
    }
    if (bytes != null && bytes.length <= MAX_BYTES) {
      html.open("img", "src", Html.dataUri(bytes), "alt", "", "loading", "lazy");
    } else {
      html.text(bytes == null ? problem : "too large to show");
    }
    html.close("div");
  }

  /** The width that a PNG of {@link Png} was drawn with, from its header. */
  private static int width(byte[] png) {
    return ByteBuffer.wrap(png).getInt(16) / Png.SCALE;
  }
}
