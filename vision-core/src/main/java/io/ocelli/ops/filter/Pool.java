package io.ocelli.ops.filter;

import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;

/** Makes one pixel of each window; see {@link Op}. */
@Op(
    name = "pool",
    does =
        "Makes one pixel of each window, as a pooling layer does: its largest, smallest or mean"
            + " value.",
    example = "pool type=max size=8",
    source = "Pooling layers of neural networks",
    notes =
        "The size becomes ⌊(n + 2·padding - size) / stride⌋ + 1. A picture that is smaller than the"
            + " window is one window. Padding takes no part in the result; a mean is rounded, a half"
            + " up. Each channel by itself.")
public record Pool(
    @Param(does = "what is taken of a window", byDefault = "max", attempt = "average") Type type,
    @Param(
            does = "side of the window",
            unit = "px",
            byDefault = "2",
            attempt = "4",
            min = 1,
            max = 1000)
        int size,
    @Param(
            does = "how far the window moves each time; none is its size",
            unit = "px",
            byDefault = "none",
            attempt = "1",
            min = 1,
            max = 1000)
        Optional<Integer> stride,
    @Param(
            does = "empty pixels around the picture, fewer than the size",
            unit = "px",
            byDefault = "0",
            attempt = "1",
            min = 0,
            max = 999)
        int padding)
    implements Transform {
  /** What is taken of a window. */
  public enum Type {
    /** The largest value. */
    MAX,
    /** The smallest value. */
    MIN,
    /** The mean. */
    AVERAGE
  }

  /** Checks that no window can lie in the padding alone. */
  public Pool {
    if (padding >= size) {
      throw new IllegalArgumentException(
          "the padding has to be less than the size of %d, got %d".formatted(size, padding));
    }
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    return Raster.make(in.space(), out -> pool(in, out));
  }

  private Windows windows(int side) {
    int window = Math.min(size, side + 2 * padding);
    return new Windows(side, window, Padding.of(padding), stride.orElse(size));
  }

  /** First down the columns of a row of windows, then along it. */
  private void pool(Raster in, Mat out) {
    Windows rows = windows(in.height());
    Windows columns = windows(in.width());
    int channels = in.channels();
    out.create(rows.results(), columns.results(), in.mat().type());
    ByteBuffer from = in.mat().createBuffer();
    ByteBuffer to = out.createBuffer();
    byte[] row = new byte[in.width() * channels];
    int[] column = new int[row.length];
    byte[] pooled = new byte[columns.results() * channels];
    for (int y = 0; y < rows.results(); y++) {
      Arrays.fill(column, type == Type.MIN ? 255 : 0);
      for (int j = rows.first(y); j < rows.last(y); j++) {
        from.position(j * row.length);
        from.get(row);
        down(row, column);
      }
      int height = rows.last(y) - rows.first(y);
      for (int x = 0; x < columns.results(); x++) {
        for (int c = 0; c < channels; c++) {
          pooled[x * channels + c] =
              (byte) along(column, columns.first(x), columns.last(x), channels, c, height);
        }
      }
      to.put(pooled);
    }
  }

  private void down(byte[] row, int[] column) {
    switch (type) {
      case MAX -> {
        for (int i = 0; i < row.length; i++) {
          column[i] = Math.max(column[i], row[i] & 255);
        }
      }
      case MIN -> {
        for (int i = 0; i < row.length; i++) {
          column[i] = Math.min(column[i], row[i] & 255);
        }
      }
      case AVERAGE -> {
        for (int i = 0; i < row.length; i++) {
          column[i] += row[i] & 255;
        }
      }
    }
  }

  private int along(int[] column, int first, int last, int channels, int c, int height) {
    int value = type == Type.MIN ? 255 : 0;
    for (int i = first * channels + c; i < last * channels; i += channels) {
      value =
          switch (type) {
            case MAX -> Math.max(value, column[i]);
            case MIN -> Math.min(value, column[i]);
            case AVERAGE -> value + column[i];
          };
    }
    int cells = height * (last - first);
    return type == Type.AVERAGE ? (2 * value + cells) / (2 * cells) : value;
  }
}
