package io.ocelli.app.report;

import io.ocelli.dataset.ByteSource;
import io.ocelli.error.OcelliException;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import io.ocelli.image.MinimumSize;
import io.ocelli.image.Thumbnails;
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

  /** Makes the bytes of a thumbnail, or null where there is none. */
  @FunctionalInterface
  interface Maker {
    byte @Nullable [] make() throws IOException;
  }

  /** The picture, or words that say why there is none. */
  static void thumbnail(Html html, Prediction prediction, ThumbnailSource source) {
    thumbnail(html, () -> source.thumbnail(prediction, THUMBNAIL));
  }

  /** The picture, or words that say why there is none. */
  static void thumbnail(Html html, Maker maker) {
    html.open("div", "class", "picture");
    String problem = "no picture";
    byte @Nullable [] bytes = null;
    try {
      bytes = maker.make();
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

  /** A thumbnail as the bytes of a JPEG. */
  static byte[] jpeg(ByteSource source, int longerSide) throws IOException {
    // twice the size is left to the thumbnail's own, better scaling
    DecodeOptions small =
        DecodeOptions.DEFAULT.withMinimum(MinimumSize.filling(2 * longerSide, 2 * longerSide));
    try (Image image = Image.decode(source.read(), source.name(), small)) {
      return Thumbnails.jpeg(image, longerSide);
    }
  }

  /** The width that a PNG of {@link Png} was drawn with, from its header. */
  private static int width(byte[] png) {
    return ByteBuffer.wrap(png).getInt(16) / Png.SCALE;
  }
}
