package io.ocelli.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * Resizes 8-bit BGR pictures by Pillow's antialiased bilinear filter, to the last bit: a triangle
 * as wide as the scale asks, horizontally first, each pass in integers and rounded to 8 bit.
 *
 * <p>Only what the wanted part of the result is made of is read and computed. The scratch memory is
 * kept for the next picture; one thread at a time uses it.
 *
 * <p>The loops are kept to shapes that HotSpot of Java 17 turns into vector instructions: one tap,
 * one channel, arrays of their own, ints. Fusing taps or channels made them slower by up to ten
 * times. Each pass is a method of its own, so that none is compiled once more as a part of the loop
 * over a whole picture.
 */
final class Resampler {
  private static final VarHandle PIXEL =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int CHANNELS = 3;
  private static final int HALF = 1 << (ResampleWeights.BITS - 1);

  /** Bytes that are fetched from native memory at once, or one row if that is more. */
  private static final int FETCHED = 1 << 16;

  /** Weights that are kept; larger ones take little of the time of their picture. */
  private static final int KEPT = 16;

  private static final int LARGEST_KEPT = 1 << 16;

  private final @Nullable ResampleWeights[] kept = new @Nullable ResampleWeights[KEPT];
  private int nextKept;

  private final Cursor pixels = new Cursor();
  private byte[] fetched = new byte[0];
  private int fetchedFrom;
  private int fetchedEnd;

  /** One source pixel (B, G, R and a byte more) for each output pixel. */
  private int[] picked = new int[0];

  /** Rows after the horizontal pass, by channel; source row y lies at {@code y % taps}. */
  private int[][] rows = new int[0][];

  private final int[][] sums = new int[CHANNELS][0];
  private int[] packed = new int[0];

  /** A pointer that can be pointed anew, so that none has to be made for a picture. */
  private static final class Cursor extends BytePointer {
    void at(long address, long bytes) {
      this.address = address;
      position = 0;
      limit = bytes;
      capacity = bytes;
    }
  }

  /**
   * What a whole picture becomes, and the part of it that is wanted.
   *
   * <p>Mutable, so that none has to be made for a picture.
   */
  static final class Target {
    int wholeWidth;
    int wholeHeight;
    int left;
    int top;
    int width;
    int height;

    void set(int wholeWidth, int wholeHeight, int left, int top, int width, int height) {
      this.wholeWidth = wholeWidth;
      this.wholeHeight = wholeHeight;
      this.left = left;
      this.top = top;
      this.width = width;
      this.height = height;
    }
  }

  /**
   * Resizes a picture to the target's whole size and writes the part of it that is wanted.
   *
   * @param to one pixel an element, {@code B | G << 8 | R << 16}
   * @param at index of the part's first pixel
   * @param step elements from one row to the next
   */
  void resize(Image source, Target target, IntBuffer to, int at, int step) {
    int sourceWidth = source.width();
    ResampleWeights across = weights(sourceWidth, target.wholeWidth, target.left, target.width);
    ResampleWeights down = weights(source.height(), target.wholeHeight, target.top, target.height);
    pixels.at(source.address(), 3L * sourceWidth * source.height());
    prepare(across, down.taps());
    int width = target.width;
    int taps = down.taps();
    int next = down.first();
    for (int y = 0; y < target.height; y++) {
      int first = down.start()[y];
      for (next = Math.max(next, first); next < first + taps; next++) {
        if (next >= fetchedEnd) {
          fetch(sourceWidth, across, next, down.end());
        }
        narrow(across, (next - fetchedFrom) * CHANNELS * sourceWidth, next % taps);
      }
      merge(down, y, width);
      to.put(at + y * step, packed, 0, width);
    }
  }

  private ResampleWeights weights(int in, int out, int from, int count) {
    for (ResampleWeights known : kept) {
      if (known != null && known.isFor(in, out, from, count)) {
        return known;
      }
    }
    ResampleWeights made = ResampleWeights.of(in, out, from, count);
    if (made.size() <= LARGEST_KEPT) {
      kept[nextKept] = made;
      nextKept = (nextKept + 1) % KEPT;
    }
    return made;
  }

  private void prepare(ResampleWeights across, int taps) {
    int width = across.count();
    if (packed.length < width) {
      packed = new int[width];
      picked = new int[width];
      for (int channel = 0; channel < CHANNELS; channel++) {
        sums[channel] = new int[width];
      }
    }
    if (rows.length < CHANNELS * taps || rows[0].length < width) {
      int longest = rows.length == 0 ? width : Math.max(rows[0].length, width);
      rows = new int[Math.max(rows.length, CHANNELS * taps)][longest];
    }
    fetchedEnd = 0;
  }

  /** Copies the part of the rows that is used, from one row on: as many as are worth one call. */
  private void fetch(int sourceWidth, ResampleWeights across, int row, int endRow) {
    int stride = CHANNELS * sourceWidth;
    int count = Math.min(endRow - row, Math.max(1, FETCHED / stride));
    int length = (count - 1) * stride + CHANNELS * (across.end() - across.first());
    // Pixels are read as ints, the last one with a byte after it.
    if (fetched.length < length + 1) {
      fetched = new byte[length + 1];
    }
    pixels.position((long) row * stride + (long) CHANNELS * across.first());
    pixels.get(fetched, 0, length);
    fetchedFrom = row;
    fetchedEnd = row + count;
  }

  /** The horizontal pass over one row. */
  private void narrow(ResampleWeights across, int rowStart, int slot) {
    int width = across.count();
    for (int tap = 0; tap < across.taps(); tap++) {
      pick(fetched, rowStart + CHANNELS * tap, across.offsets(), picked, width);
      int[] weights = across.tap(tap);
      for (int channel = 0; channel < CHANNELS; channel++) {
        int[] row = rows[CHANNELS * slot + channel];
        if (tap == 0) {
          beginPixels(row, picked, 8 * channel, weights, width);
        } else {
          addPixels(row, picked, 8 * channel, weights, width);
        }
      }
    }
    for (int channel = 0; channel < CHANNELS; channel++) {
      round(rows[CHANNELS * slot + channel], width);
    }
  }

  /** The vertical pass: one row of the result, packed. */
  private void merge(ResampleWeights down, int y, int width) {
    int taps = down.taps();
    int first = down.start()[y];
    for (int tap = 0; tap < taps; tap++) {
      int weight = down.tap(tap)[y];
      int row = CHANNELS * ((first + tap) % taps);
      for (int channel = 0; channel < CHANNELS; channel++) {
        if (tap == 0) {
          begin(sums[channel], rows[row + channel], weight, width);
        } else if (weight != 0) {
          add(sums[channel], rows[row + channel], weight, width);
        }
      }
    }
    pack(sums[0], sums[1], sums[2], packed, width);
  }

  private static void pick(byte[] from, int start, int[] offsets, int[] to, int length) {
    for (int i = 0; i < length; i++) {
      to[i] = (int) PIXEL.get(from, start + offsets[i]);
    }
  }

  private static void beginPixels(int[] sum, int[] pixels, int shift, int[] weights, int length) {
    for (int i = 0; i < length; i++) {
      sum[i] = HALF + weights[i] * (pixels[i] >> shift & 0xFF);
    }
  }

  private static void addPixels(int[] sum, int[] pixels, int shift, int[] weights, int length) {
    for (int i = 0; i < length; i++) {
      sum[i] += weights[i] * (pixels[i] >> shift & 0xFF);
    }
  }

  /** Weights are rounded one by one: many of them may add up to more than 1. */
  private static void round(int[] sum, int length) {
    for (int i = 0; i < length; i++) {
      sum[i] = Math.min(sum[i] >> ResampleWeights.BITS, 0xFF);
    }
  }

  private static void begin(int[] sum, int[] row, int weight, int length) {
    for (int i = 0; i < length; i++) {
      sum[i] = HALF + weight * row[i];
    }
  }

  private static void add(int[] sum, int[] row, int weight, int length) {
    for (int i = 0; i < length; i++) {
      sum[i] += weight * row[i];
    }
  }

  private static void pack(int[] blue, int[] green, int[] red, int[] to, int length) {
    for (int i = 0; i < length; i++) {
      to[i] =
          Math.min(blue[i] >> ResampleWeights.BITS, 0xFF)
              | Math.min(green[i] >> ResampleWeights.BITS, 0xFF) << 8
              | Math.min(red[i] >> ResampleWeights.BITS, 0xFF) << 16;
    }
  }
}
