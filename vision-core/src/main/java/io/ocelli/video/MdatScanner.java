package io.ocelli.video;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the pictures in the data of an MP4 whose index is lost. The data hold, one behind the
 * other, NAL units with their lengths before them (ISO/IEC 14496-15, 5.3.3), and in between sound
 * and other things. Where a unit ends another is expected; where none is there, every byte on from
 * there is tried.
 *
 * <p>A slice is believed if its whole header can be read. After a gap more is asked for, because
 * sound can look like that by chance, about once in so many megabytes: no start code inside, and a
 * number of the picture that follows that of the one before, or that of a refresh, or another unit
 * right behind.
 */
final class MdatScanner {
  /** No unit is longer: the largest pictures of cameras have some megabytes. */
  private static final long MOST_BYTES = 32L << 20;

  /** Slice headers are shorter. */
  private static final int HEADER = 512;

  /**
   * A picture.
   *
   * @param offset of its first byte in the file, that of a length
   * @param bytes up to the end of its last unit
   * @param slice the header of its first slice
   */
  record Picture(long offset, long bytes, H264Slice slice) {}

  /**
   * What was found.
   *
   * @param pictures in the order of the file, which is that of decoding
   * @param cutAt where a unit begins that the end of the file cuts off, or -1
   */
  record Found(List<Picture> pictures, long cutAt) {}

  private final FileWindow file;
  private final H264Sets sets;
  private final long end;
  private final long most;
  private final List<Picture> pictures = new ArrayList<>();
  private long begin = -1;
  private long slicesEnd;
  private @Nullable H264Slice current;
  private @Nullable H264Slice latest;
  private boolean broken;
  private int previousReference = -1;
  private long cutAt = -1;

  private MdatScanner(FileWindow file, H264Sets sets, long end, long most) {
    this.file = file;
    this.sets = sets.copy();
    this.end = end;
    this.most = most;
  }

  /**
   * @param from where the data begin
   * @param end where they end
   * @param sets the parameter sets to begin with; those in the data are heeded too
   * @param most how many pictures to look for
   */
  static Found scan(FileWindow file, long from, long end, H264Sets sets, long most) {
    MdatScanner scanner = new MdatScanner(file, sets, end, most);
    scanner.run(from);
    return new Found(List.copyOf(scanner.pictures), scanner.cutAt);
  }

  private void run(long from) {
    long at = from;
    boolean chained = true;
    while (at + 6 <= end && pictures.size() < most) {
      // The commonest reason why it is none, without anything called.
      long next = file.at(at) > 1 ? -1 : unit(at, chained);
      if (next > 0) {
        at = next;
        chained = true;
      } else {
        if (chained) {
          finish();
          begin = -1;
        }
        chained = false;
        at++;
      }
    }
    finish();
  }

  /** Where the unit that begins here ends; or -1 if none does. */
  private long unit(long at, boolean chained) {
    long length = file.number(at);
    if (length < 2 || length > MOST_BYTES) {
      return -1;
    }
    long after = at + 4 + length;
    boolean cut = after > end;
    int header = file.at(at + 4);
    try {
      return switch (header & 31) {
        case 1, 5 -> cut ? cut(at, header, chained) : slice(at, length, chained);
        case 7, 8 -> {
          if (cut || length > 4096 || (header & 0xE0) == 0) {
            yield -1;
          }
          sets.add(file.bytes(at + 4, (int) length));
          yield before(at, after);
        }
        case 6 -> cut || header != 6 || !isMessage(at + 4, (int) length) ? -1 : before(at, after);
        case 9 -> {
          boolean fits = header == 9 && length == 2 && (file.at(at + 5) & 31) == 16;
          yield cut || !fits ? -1 : before(at, after);
        }
        case 12 -> cut || !chained || header != 12 ? -1 : behind(after);
        default -> -1;
      };
    } catch (H264Bits.Invalid e) {
      return -1;
    }
  }

  /** A unit that comes before the slices of a picture. */
  private long before(long at, long after) {
    if (current != null) {
      finish();
      begin = -1;
    }
    if (begin < 0) {
      begin = at;
    }
    return after;
  }

  private long behind(long after) {
    if (current != null) {
      slicesEnd = after;
    }
    return after;
  }

  private long slice(long at, long length, boolean chained) throws H264Bits.Invalid {
    byte[] head = file.bytes(at + 4, (int) Math.min(length, HEADER));
    H264Slice slice = H264Slice.parse(head, head.length, sets);
    long after = at + 4 + length;
    if (!chained && !isLikely(slice, at, length)) {
      return -1;
    }
    H264Slice open = current;
    if (open != null && latest != null && slice.first() > latest.first() && same(open, slice)) {
      latest = slice;
      slicesEnd = after;
      return after;
    }
    if (open != null && open.otherField(slice) && slice.first() == 0 && !sameField(slice)) {
      latest = slice;
      slicesEnd = after;
      return after;
    }
    if (open != null) {
      finish();
      begin = -1;
    }
    // The first slices of this picture are lost.
    broken = slice.first() != 0;
    if (begin < 0) {
      begin = at;
    }
    current = slice;
    latest = slice;
    slicesEnd = after;
    if (slice.reference()) {
      previousReference = slice.resets() ? 0 : slice.frameNum();
    }
    return after;
  }

  private boolean same(H264Slice open, H264Slice slice) {
    return latest != null && latest.samePicture(slice) && (open.samePicture(slice) || open.field());
  }

  /** Whether both fields are there already. */
  private boolean sameField(H264Slice slice) {
    return latest != null && latest.bottom() == slice.bottom();
  }

  /** The end of the file cuts a slice off; if it belongs to the picture, that is not whole. */
  private long cut(long at, int header, boolean chained) throws H264Bits.Invalid {
    if (chained && cutAt < 0) {
      byte[] head = file.bytes(at + 4, (int) Math.min(HEADER, end - at - 4));
      cutAt = at;
      H264Slice open = current;
      boolean first = (header & 31) < 6 && head.length > 1 && (head[1] & 0x80) != 0;
      if (open != null && (!first || open.field())) {
        broken = true;
      }
    }
    return -1;
  }

  /** More than a header that can be read, for what comes after a gap. */
  private boolean isLikely(H264Slice slice, long at, long length) {
    if (hasStartCode(at + 4, length)) {
      return false;
    }
    int modulus = 1 << slice.sps().frameNumBits();
    if (slice.key()
        || previousReference < 0
        || slice.frameNum() == previousReference
        || slice.frameNum() == (previousReference + 1) % modulus) {
      return true;
    }
    long next = at + 4 + length;
    if (next + 6 > end || file.number(next) > Math.min(MOST_BYTES, end - next - 4)) {
      return false;
    }
    try {
      byte[] head = file.bytes(next + 4, HEADER);
      H264Slice.parse(head, head.length, sets);
      return true;
    } catch (H264Bits.Invalid e) {
      return false;
    }
  }

  /** Whether there is what cannot be inside a unit: two zeros and then 0, 1, 2 or a bad escape. */
  private boolean hasStartCode(long from, long length) {
    int zeros = 0;
    for (long at = from; at < from + length; at++) {
      int value = file.at(at);
      if (zeros >= 2) {
        boolean last = at + 1 == from + length;
        if (value < 3 || (value == 3 && !last && file.at(at + 1) > 3)) {
          return true;
        }
      }
      zeros = value == 0 ? zeros + 1 : 0;
    }
    return false;
  }

  /** Whether the messages fill a unit of additional information (7.3.2.3) to its end. */
  private boolean isMessage(long from, int length) throws H264Bits.Invalid {
    if (length > 1 << 16) {
      return false;
    }
    byte[] bytes = file.bytes(from, length);
    H264Bits bits = H264Bits.of(bytes, bytes.length);
    int whole = bits.size() / 8;
    int at = 0;
    while (at < whole - 1) {
      int type = 0;
      int size = 0;
      long value;
      do {
        value = bits.u(8);
        type += (int) value;
        at++;
      } while (value == 255);
      do {
        value = bits.u(8);
        size += (int) value;
        at++;
      } while (value == 255);
      if (type > 255 || at + size >= whole) {
        return false;
      }
      for (int i = 0; i < size; i++, at++) {
        bits.u(8);
      }
    }
    return bits.u(8) == 128 && length > 3;
  }

  private void finish() {
    H264Slice slice = current;
    if (slice != null && !broken) {
      pictures.add(new Picture(begin, slicesEnd - begin, slice));
    }
    current = null;
    latest = null;
    broken = false;
  }
}
