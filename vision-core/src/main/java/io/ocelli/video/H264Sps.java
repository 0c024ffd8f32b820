package io.ocelli.video;

import java.math.BigInteger;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is needed of a sequence parameter set (ISO/IEC 14496-10, 7.3.2.1.1) to read slice headers.
 *
 * @param nal the whole unit with its header
 * @param id 0 to 31
 * @param chromaFormat 0 gray, 1 4:2:0, 2 4:2:2, 3 4:4:4
 * @param separatePlanes whether the three colours are coded as pictures of their own
 * @param frameNumBits width of frame_num
 * @param pocType 0, 1 or 2
 * @param pocBits width of pic_order_cnt_lsb, with type 0
 * @param deltaAlwaysZero delta_pic_order_always_zero_flag, with type 1
 * @param columns macroblocks in a row
 * @param units rows of macroblocks, or pairs of rows where there may be fields
 * @param framesOnly whether there are no fields
 * @param rate frames per second by the timing that it has, or null
 * @param sizeBegin bit where the size begins, behind the header byte
 * @param sizeEnd bit behind the size
 */
// The arrays are never changed, and the values never compared.
@SuppressWarnings("ArrayRecordComponent")
record H264Sps(
    byte[] nal,
    int id,
    int chromaFormat,
    boolean separatePlanes,
    int frameNumBits,
    int pocType,
    int pocBits,
    boolean deltaAlwaysZero,
    int columns,
    int units,
    boolean framesOnly,
    @Nullable Rational rate,
    int sizeBegin,
    int sizeEnd) {
  private static final int MOST_COLUMNS = 1056;
  private static final Set<Integer> WITH_CHROMA =
      Set.of(100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135);
  private static final Set<Integer> WITHOUT_CHROMA = Set.of(66, 77, 88);

  static H264Sps parse(byte[] nal) throws H264Bits.Invalid {
    if (nal.length < 5 || (nal[0] & 0x9F) != 7 || (nal[0] & 0x60) == 0) {
      throw H264Bits.Invalid.INSTANCE;
    }
    H264Bits bits = H264Bits.of(nal, nal.length);
    int profile = (int) bits.u(8);
    if (!WITH_CHROMA.contains(profile) && !WITHOUT_CHROMA.contains(profile)) {
      throw H264Bits.Invalid.INSTANCE;
    }
    bits.u(16);
    int id = bits.ue(31);
    int chroma = 1;
    boolean planes = false;
    if (WITH_CHROMA.contains(profile)) {
      chroma = bits.ue(3);
      planes = chroma == 3 && bits.flag();
      bits.ue(6);
      bits.ue(6);
      bits.flag();
      if (bits.flag()) {
        for (int i = 0; i < (chroma == 3 ? 12 : 8); i++) {
          if (bits.flag()) {
            skipScaling(bits, i < 6 ? 16 : 64);
          }
        }
      }
    }
    int frameNumBits = bits.ue(12) + 4;
    int pocType = bits.ue(2);
    int pocBits = 0;
    boolean zero = false;
    if (pocType == 0) {
      pocBits = bits.ue(12) + 4;
    } else if (pocType == 1) {
      zero = bits.flag();
      bits.se(Integer.MIN_VALUE, Integer.MAX_VALUE);
      bits.se(Integer.MIN_VALUE, Integer.MAX_VALUE);
      for (int i = bits.ue(255); i > 0; i--) {
        bits.se(Integer.MIN_VALUE, Integer.MAX_VALUE);
      }
    }
    bits.ue(16);
    bits.flag();
    int begin = bits.position();
    int columns = bits.ue(MOST_COLUMNS) + 1;
    int units = bits.ue(MOST_COLUMNS) + 1;
    int end = bits.position();
    boolean framesOnly = bits.flag();
    if (!framesOnly) {
      bits.flag();
    }
    bits.flag();
    if (bits.flag()) {
      for (int i = 0; i < 4; i++) {
        bits.ue(1 << 14);
      }
    }
    Rational rate = bits.flag() ? timing(bits) : null;
    return new H264Sps(
        nal,
        id,
        chroma,
        planes,
        frameNumBits,
        pocType,
        pocBits,
        zero,
        columns,
        units,
        framesOnly,
        rate,
        begin,
        end);
  }

  static void skipScaling(H264Bits bits, int size) throws H264Bits.Invalid {
    int last = 8;
    int next = 8;
    for (int i = 0; i < size; i++) {
      if (next != 0) {
        next = (last + bits.se(-128, 127)) & 0xFF;
      }
      last = next == 0 ? last : next;
    }
  }

  /** The beginning of the usability information, up to the rate of frames. */
  private static @Nullable Rational timing(H264Bits bits) throws H264Bits.Invalid {
    if (bits.flag() && bits.u(8) == 255) {
      bits.u(32);
    }
    if (bits.flag()) {
      bits.flag();
    }
    if (bits.flag()) {
      bits.u(4);
      if (bits.flag()) {
        bits.u(24);
      }
    }
    if (bits.flag()) {
      bits.ue(5);
      bits.ue(5);
    }
    if (!bits.flag()) {
      return null;
    }
    long unit = bits.u(32);
    long scale = bits.u(32);
    boolean fits = unit > 0 && unit < 1 << 28 && scale > 0 && scale < 1L << 31;
    // Two ticks are a frame. Rates that no camera has are placeholders.
    if (!fits || scale < unit || scale > 2000 * unit) {
      return null;
    }
    long common = BigInteger.valueOf(scale).gcd(BigInteger.valueOf(2 * unit)).longValue();
    return new Rational((int) (scale / common), (int) (2 * unit / common));
  }

  /** Rows of macroblocks of a frame. */
  int rows() {
    return framesOnly ? units : 2 * units;
  }

  /** The same with another size, in macroblocks and in units of {@link #units}. */
  H264Sps withSize(int newColumns, int newUnits) throws H264Bits.Invalid {
    H264Bits bits = H264Bits.of(nal, nal.length);
    H264BitWriter changed = new H264BitWriter();
    for (int i = 0; i < sizeBegin; i++) {
      changed.flag(bits.flag());
    }
    changed.ue(newColumns - 1).ue(newUnits - 1);
    while (bits.position() < sizeEnd) {
      bits.flag();
    }
    while (bits.more()) {
      changed.flag(bits.flag());
    }
    return parse(changed.nal(nal[0]));
  }
}
