package io.ocelli.video;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds how the pictures are encoded in the data of a file whose index is lost. */
final class SettingsInData {
  /** Cameras that repeat the parameter sets do so every second or so. */
  private static final long SEARCHED = 64L << 20;

  private static final int LONGEST = 1024;

  private SettingsInData() {}

  /** What the data say, or null. */
  static Salvage.@Nullable Known find(FileWindow file, long from, long end) {
    long last = Math.min(end, from + SEARCHED) - 8;
    for (long at = from; at < last; at++) {
      if (file.at(at) == 0 && file.at(at + 1) == 0 && (file.at(at + 4) & 0x9F) == 7) {
        H264Sets sets = at(file, at, end);
        if (sets != null) {
          return new Salvage.Known(
              sets,
              null,
              RebuiltIndex.Looks.PLAIN,
              "size and settings are those that the data themselves say");
        }
      }
    }
    return null;
  }

  /** The sets that stand here one behind the other. */
  private static @Nullable H264Sets at(FileWindow file, long from, long end) {
    H264Sets sets = new H264Sets();
    long at = from;
    try {
      while (at + 5 < end) {
        long length = file.number(at);
        int kind = file.at(at + 4) & 0x9F;
        if (length < 3 || length > LONGEST || at + 4 + length > end || (kind != 7 && kind != 8)) {
          break;
        }
        byte[] nal = file.bytes(at + 4, (int) length);
        // A stop bit is in the last byte.
        if (nal[nal.length - 1] == 0) {
          break;
        }
        sets.add(Arrays.copyOf(nal, nal.length));
        at += 4 + length;
      }
    } catch (H264Bits.Invalid e) {
      return null;
    }
    return sets.complete() ? sets : null;
  }
}
