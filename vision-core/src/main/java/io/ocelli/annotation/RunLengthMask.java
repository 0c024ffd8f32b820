package io.ocelli.annotation;

import io.ocelli.geometry.Box;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which pixels of a picture belong to an object, as lengths of runs: column by column from the top
 * left, the first run is outside the object (and may be 0), the next inside, and so on. This is the
 * RLE of COCO. Immutable.
 *
 * @see <a href="https://github.com/cocodataset/cocoapi/blob/master/common/maskApi.c">maskApi.c</a>
 */
public final class RunLengthMask {
  private final int width;
  private final int height;
  private final int[] counts;

  /**
   * A mask from its runs.
   *
   * @param counts lengths of the runs, together {@code width * height}; copied
   * @throws IllegalArgumentException if they are negative or do not add up
   */
  public RunLengthMask(int width, int height, int... counts) {
    long sum = 0;
    for (int count : counts) {
      if (count < 0) {
        throw new IllegalArgumentException("a run of a mask is negative: " + count);
      }
      sum += count;
    }
    if (width < 1 || height < 1 || sum != (long) width * height) {
      throw new IllegalArgumentException(
          "the runs of a mask cover %d pixels, a picture of %dx%d has %d"
              .formatted(sum, width, height, (long) width * height));
    }
    this.width = width;
    this.height = height;
    this.counts = counts.clone();
  }

  /**
   * A mask of pixels.
   *
   * @param inside row by row; not 0 is inside
   */
  public static RunLengthMask of(int width, int height, byte[] inside) {
    if (inside.length != width * height) {
      throw new IllegalArgumentException(
          "%d values for %dx%d pixels".formatted(inside.length, width, height));
    }
    int[] counts = new int[16];
    int runs = 0;
    int run = 0;
    boolean now = false;
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        boolean here = inside[y * width + x] != 0;
        if (here != now) {
          counts = grown(counts, runs);
          counts[runs++] = run;
          run = 0;
          now = here;
        }
        run++;
      }
    }
    counts = grown(counts, runs);
    counts[runs++] = run;
    return new RunLengthMask(width, height, Arrays.copyOf(counts, runs));
  }

  private static int[] grown(int[] counts, int used) {
    return used < counts.length ? counts : Arrays.copyOf(counts, 2 * counts.length);
  }

  /**
   * Reads COCO's compressed text.
   *
   * @throws IllegalArgumentException if the text ends within a number or the runs do not add up
   */
  public static RunLengthMask ofCompressed(int width, int height, String text) {
    int[] counts = new int[text.length()];
    int runs = 0;
    int at = 0;
    while (at < text.length()) {
      long value = 0;
      int shift = 0;
      boolean more = true;
      while (more) {
        if (at == text.length() || shift > 30) {
          throw new IllegalArgumentException("a compressed mask breaks off at character " + at);
        }
        int digit = text.charAt(at++) - 48;
        if (digit < 0 || digit > 63) {
          throw new IllegalArgumentException(
              "'%s' at character %d is no part of a compressed mask"
                  .formatted(text.charAt(at - 1), at));
        }
        value |= (long) (digit & 0x1f) << shift;
        more = (digit & 0x20) != 0;
        shift += 5;
        if (!more && (digit & 0x10) != 0) {
          value |= -1L << shift;
        }
      }
      counts[runs] = Math.toIntExact(runs > 2 ? value + counts[runs - 2] : value);
      runs++;
    }
    return new RunLengthMask(width, height, Arrays.copyOf(counts, runs));
  }

  /** As COCO's compressed text. */
  public String compressed() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < counts.length; i++) {
      long value = i > 2 ? (long) counts[i] - counts[i - 2] : counts[i];
      boolean more = true;
      while (more) {
        int digit = (int) (value & 0x1f);
        value >>= 5;
        more = (digit & 0x10) != 0 ? value != -1 : value != 0;
        text.append((char) ((more ? digit | 0x20 : digit) + 48));
      }
    }
    return text.toString();
  }

  /** Width of the picture. */
  public int width() {
    return width;
  }

  /** Height of the picture. */
  public int height() {
    return height;
  }

  /** The runs; a copy. */
  public int[] counts() {
    return counts.clone();
  }

  /** The pixels row by row: 1 inside, 0 outside. */
  public byte[] pixels() {
    byte[] pixels = new byte[width * height];
    int at = 0;
    for (int i = 0; i < counts.length; i++) {
      for (int k = 0; i % 2 == 1 && k < counts[i]; k++) {
        pixels[(at + k) % height * width + (at + k) / height] = 1;
      }
      at += counts[i];
    }
    return pixels;
  }

  /** The mask at another size: a pixel is inside if the one beneath its middle is. */
  public RunLengthMask scaled(int newWidth, int newHeight) {
    byte[] from = pixels();
    byte[] to = new byte[Math.multiplyExact(newWidth, newHeight)];
    for (int y = 0; y < newHeight; y++) {
      int row = beneath(y, height, newHeight);
      for (int x = 0; x < newWidth; x++) {
        to[y * newWidth + x] = from[row * width + beneath(x, width, newWidth)];
      }
    }
    return of(newWidth, newHeight, to);
  }

  /**
   * A part of the mask; what lies beyond the picture is outside.
   *
   * @param left where the part begins in the picture; may be below 0
   * @param top likewise
   */
  public RunLengthMask window(int left, int top, int newWidth, int newHeight) {
    if (left == 0 && top == 0 && newWidth == width && newHeight == height) {
      return this;
    }
    byte[] from = pixels();
    byte[] to = new byte[Math.multiplyExact(newWidth, newHeight)];
    int first = Math.max(0, -left);
    int last = Math.min(newWidth, width - left);
    for (int y = Math.max(0, -top); y < Math.min(newHeight, height - top) && first < last; y++) {
      System.arraycopy(
          from, (y + top) * width + first + left, to, y * newWidth + first, last - first);
    }
    return of(newWidth, newHeight, to);
  }

  private static int beneath(int at, int from, int to) {
    return (int) ((2L * at + 1) * from / (2L * to));
  }

  /** Number of pixels inside. */
  public int area() {
    int area = 0;
    for (int i = 1; i < counts.length; i += 2) {
      area += counts[i];
    }
    return area;
  }

  /** The smallest box that holds all pixels inside; empty if there is none. */
  public Optional<Box> bounds() {
    int x1 = Integer.MAX_VALUE;
    int y1 = Integer.MAX_VALUE;
    int x2 = -1;
    int y2 = -1;
    int at = 0;
    for (int i = 0; i < counts.length; i++) {
      if (i % 2 == 1 && counts[i] > 0) {
        int last = at + counts[i] - 1;
        x1 = Math.min(x1, at / height);
        x2 = Math.max(x2, last / height);
        boolean oneColumn = at / height == last / height;
        y1 = Math.min(y1, oneColumn ? at % height : 0);
        y2 = Math.max(y2, oneColumn ? last % height : height - 1);
      }
      at += counts[i];
    }
    return x2 < 0 ? Optional.empty() : Optional.of(new Box(x1, y1, x2 + 1, y2 + 1));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RunLengthMask that
        && width == that.width
        && height == that.height
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return "RunLengthMask[%dx%d, %d pixels inside]".formatted(width, height, area());
  }
}
