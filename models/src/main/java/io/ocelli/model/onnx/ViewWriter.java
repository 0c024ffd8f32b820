package io.ocelli.model.onnx;

import io.ocelli.image.Preprocess;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;

/** Makes views of a prepared picture in a batch. Keeps scratch memory; for one thread. */
final class ViewWriter {
  private final int width;
  private final int height;

  /** Numbers that lie together for a pixel, and how often the pixels come. */
  private final int together;

  private final int planes;
  private final int bytes;
  private final byte[] upright;
  private final byte[] turned;
  private final Map<View, int[]> sources = new EnumMap<>(View.class);

  /**
   * @param bytes of a number
   */
  ViewWriter(Preprocess preprocess, int bytes) {
    boolean last = preprocess.layout() == Preprocess.Layout.NHWC;
    this.width = preprocess.width();
    this.height = preprocess.height();
    this.together = last ? preprocess.channels() : 1;
    this.planes = last ? 1 : preprocess.channels();
    this.bytes = bytes;
    this.upright = new byte[preprocess.elements() * bytes];
    this.turned = new byte[upright.length];
  }

  /** Remembers the picture that lies at a place of the batch. */
  void take(ByteBuffer batch, int place) {
    batch.get(place * upright.length, upright);
  }

  /** Writes a view of it to a place of the batch. */
  void write(View view, ByteBuffer batch, int place) {
    if (view == View.UPRIGHT) {
      batch.put(place * upright.length, upright);
      return;
    }
    int[] from = sources.computeIfAbsent(view, v -> v.sources(width, height));
    int unit = together * bytes;
    int plane = from.length * unit;
    for (int p = 0; p < planes; p++) {
      if (unit == Float.BYTES) {
        fours(from, p * plane);
      } else {
        units(from, p * plane, unit);
      }
    }
    batch.put(place * upright.length, turned);
  }

  private void fours(int[] from, int start) {
    for (int i = 0; i < from.length; i++) {
      int to = start + 4 * i;
      int at = start + 4 * from[i];
      turned[to] = upright[at];
      turned[to + 1] = upright[at + 1];
      turned[to + 2] = upright[at + 2];
      turned[to + 3] = upright[at + 3];
    }
  }

  private void units(int[] from, int start, int unit) {
    for (int i = 0; i < from.length; i++) {
      System.arraycopy(upright, start + unit * from[i], turned, start + unit * i, unit);
    }
  }
}
