package io.ocelli.image;

import org.jspecify.annotations.Nullable;

/**
 * How pictures are decoded.
 *
 * @param maxPixels a header that claims more pixels (width times height) is refused before memory
 *     is taken; at least 1, 500 million by default
 * @param minimum the smallest size that still serves: a large JPEG is then decoded at 1/2, 1/4 or
 *     1/8, as far as the result still {@linkplain MinimumSize#isMetBy meets} it; null decodes at
 *     full size
 */
public record DecodeOptions(long maxPixels, @Nullable MinimumSize minimum) {
  /** Full size, at most 500 million pixels. */
  public static final DecodeOptions DEFAULT =
      new DecodeOptions(Math.max(1, Long.getLong("ocelli.maxPixels", 500_000_000L)), null);

  /** Checks that at least one pixel is allowed. */
  public DecodeOptions {
    if (maxPixels < 1) {
      throw new IllegalArgumentException("maxPixels has to be at least 1, got " + maxPixels);
    }
  }

  /** The same with another smallest size; null decodes at full size. */
  public DecodeOptions withMinimum(@Nullable MinimumSize size) {
    return new DecodeOptions(maxPixels, size);
  }

  /** The same with another bound on the number of pixels. */
  public DecodeOptions withMaxPixels(long pixels) {
    return new DecodeOptions(pixels, minimum);
  }
}
