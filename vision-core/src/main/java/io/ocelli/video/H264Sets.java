package io.ocelli.video;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The parameter sets of an H.264 stream, by their numbers. */
final class H264Sets {
  private final Map<Integer, H264Sps> sequences = new TreeMap<>();
  private final Map<Integer, H264Pps> pictures = new TreeMap<>();

  /**
   * Of the box {@code avcC} (ISO/IEC 14496-15, 5.3.3.1).
   *
   * @return null if it is none, or if lengths do not have four bytes
   */
  static @Nullable H264Sets ofAvcC(byte[] box) {
    if (box.length < 7 || box[0] != 1 || (box[4] & 3) != 3) {
      return null;
    }
    H264Sets sets = new H264Sets();
    try {
      int at = 5;
      for (int kind = 0; kind < 2; kind++) {
        int count = kind == 0 ? box[at++] & 31 : box[at++] & 255;
        for (int i = 0; i < count; i++) {
          int length = ((box[at] & 255) << 8) | (box[at + 1] & 255);
          sets.add(Arrays.copyOfRange(box, at + 2, at + 2 + length));
          at += 2 + length;
        }
      }
    } catch (H264Bits.Invalid | IndexOutOfBoundsException e) {
      return null;
    }
    return sets.complete() ? sets : null;
  }

  H264Sets copy() {
    H264Sets copy = new H264Sets();
    copy.sequences.putAll(sequences);
    copy.pictures.putAll(pictures);
    return copy;
  }

  /** Takes a set in, or replaces the one of its number. */
  void add(byte[] nal) throws H264Bits.Invalid {
    if ((nal[0] & 31) == 7) {
      add(H264Sps.parse(nal));
    } else {
      H264Pps set = H264Pps.parse(nal);
      pictures.put(set.id(), set);
    }
  }

  void add(H264Sps set) {
    sequences.put(set.id(), set);
  }

  /** Whether there is a picture set with its sequence set. */
  boolean complete() {
    return pictures.values().stream().anyMatch(set -> sequences.containsKey(set.spsId()));
  }

  @Nullable H264Pps picture(int id) {
    return pictures.get(id);
  }

  @Nullable H264Sps sequence(int id) {
    return sequences.get(id);
  }

  /** The first sequence set. */
  H264Sps first() {
    return sequences.values().iterator().next();
  }

  /** As the box {@code avcC}, without its head. */
  byte[] avcC() {
    H264Sps first = first();
    ByteArrayOutputStream box = new ByteArrayOutputStream();
    box.writeBytes(new byte[] {1, first.nal()[1], first.nal()[2], first.nal()[3], (byte) 0xFF});
    box.write(0xE0 | sequences.size());
    sequences.values().forEach(set -> write(box, set.nal()));
    box.write(pictures.size());
    pictures.values().forEach(set -> write(box, set.nal()));
    return box.toByteArray();
  }

  private static void write(ByteArrayOutputStream box, byte[] nal) {
    box.write(nal.length >> 8);
    box.write(nal.length);
    box.writeBytes(nal);
  }
}
