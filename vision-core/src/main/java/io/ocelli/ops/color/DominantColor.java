package io.ocelli.ops.color;

import io.ocelli.image.Rgb;
import io.ocelli.ops.Finding;

/**
 * One of the main colours of a picture.
 *
 * @param hex the colour as {@code #rrggbb}
 * @param share part of the pixels that are nearest to it, 0 to 1
 */
public record DominantColor(String hex, double share) implements Finding {
  /** The colour. */
  public Rgb rgb() {
    return Rgb.parse(hex).orElseThrow();
  }
}
