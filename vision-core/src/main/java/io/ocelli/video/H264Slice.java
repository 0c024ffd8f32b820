package io.ocelli.video;

/**
 * The header of a slice (ISO/IEC 14496-10, 7.3.3), read whole, so that bytes which are no slice
 * hardly pass.
 *
 * @param pps the picture set it names
 * @param sps the sequence set of that
 * @param first address of its first macroblock
 * @param key whether it is of an instantaneous refresh (IDR)
 * @param reference nal_ref_idc is not 0
 * @param type 0 P, 1 B, 2 I, 3 SP, 4 SI
 * @param frameNum frame_num
 * @param field whether the picture is a single field
 * @param bottom whether it is the bottom field
 * @param pocLsb pic_order_cnt_lsb
 * @param resets whether it has the memory operation that forgets everything (5)
 */
record H264Slice(
    H264Pps pps,
    H264Sps sps,
    int first,
    boolean key,
    boolean reference,
    int type,
    int frameNum,
    boolean field,
    boolean bottom,
    int pocLsb,
    boolean resets) {

  /**
   * @param nal its beginning, with the header byte
   * @param length how much of it is there
   */
  static H264Slice parse(byte[] nal, int length, H264Sets sets) throws H264Bits.Invalid {
    int kind = nal[0] & 31;
    boolean key = kind == 5;
    boolean reference = (nal[0] & 0x60) != 0;
    if ((nal[0] & 0x80) != 0 || (kind != 1 && !key) || (key && !reference)) {
      throw H264Bits.Invalid.INSTANCE;
    }
    H264Bits bits = H264Bits.of(nal, length);
    int first = bits.ue(1 << 20);
    int type = bits.ue(9) % 5;
    H264Pps pps = sets.picture(bits.ue(255));
    H264Sps sps = pps == null ? null : sets.sequence(pps.spsId());
    if (pps == null || sps == null || first >= sps.columns() * sps.rows() || (key && type < 2)) {
      throw H264Bits.Invalid.INSTANCE;
    }
    if (sps.separatePlanes()) {
      bits.u(2);
    }
    int frameNum = (int) bits.u(sps.frameNumBits());
    boolean field = !sps.framesOnly() && bits.flag();
    boolean bottom = field && bits.flag();
    if (key) {
      bits.ue(65535);
      if (frameNum != 0) {
        throw H264Bits.Invalid.INSTANCE;
      }
    }
    int pocLsb = 0;
    if (sps.pocType() == 0) {
      pocLsb = (int) bits.u(sps.pocBits());
      if (pps.bottomOrder() && !field) {
        bits.se(Integer.MIN_VALUE, Integer.MAX_VALUE);
      }
    } else if (sps.pocType() == 1 && !sps.deltaAlwaysZero()) {
      bits.se(Integer.MIN_VALUE, Integer.MAX_VALUE);
      if (pps.bottomOrder() && !field) {
        bits.se(Integer.MIN_VALUE, Integer.MAX_VALUE);
      }
    }
    if (pps.redundant() && bits.ue(127) > 0) {
      throw H264Bits.Invalid.INSTANCE;
    }
    int references0 = type == 2 || type == 4 ? 0 : pps.references0();
    int references1 = type == 1 ? pps.references1() : 0;
    if (type == 1) {
      bits.flag();
    }
    if (references0 > 0 && bits.flag()) {
      references0 = bits.ue(31) + 1;
      references1 = type == 1 ? bits.ue(31) + 1 : 0;
    }
    reorder(bits, references0);
    reorder(bits, references1);
    if ((pps.weightedP() && (type == 0 || type == 3)) || (pps.weightedB() == 1 && type == 1)) {
      boolean colour = sps.chromaFormat() != 0 && !sps.separatePlanes();
      bits.ue(7);
      if (colour) {
        bits.ue(7);
      }
      weights(bits, references0, colour);
      weights(bits, references1, colour);
    }
    boolean resets = false;
    if (key) {
      bits.u(2);
    } else if (reference) {
      resets = marking(bits);
    }
    if (pps.cabac() && type != 2 && type != 4) {
      bits.ue(2);
    }
    bits.se(-77 - pps.initQp(), 77 - pps.initQp());
    if (type == 3) {
      bits.flag();
    }
    if (type == 3 || type == 4) {
      bits.se(-51, 51);
    }
    if (pps.deblocking() && bits.ue(2) != 1) {
      bits.se(-6, 6);
      bits.se(-6, 6);
    }
    if (pps.cabac()) {
      bits.alignOnes();
    }
    return new H264Slice(
        pps, sps, first, key, reference, type, frameNum, field, bottom, pocLsb, resets);
  }

  private static void reorder(H264Bits bits, int references) throws H264Bits.Invalid {
    if (references == 0 || !bits.flag()) {
      return;
    }
    for (int i = 0; i <= 66; i++) {
      if (bits.ue(3) == 3) {
        return;
      }
      bits.ue(1 << 17);
    }
    throw H264Bits.Invalid.INSTANCE;
  }

  private static void weights(H264Bits bits, int references, boolean colour)
      throws H264Bits.Invalid {
    for (int i = 0; i < references; i++) {
      for (int values = bits.flag() ? 2 : 0; values > 0; values--) {
        bits.se(-128, 127);
      }
      for (int values = colour && bits.flag() ? 4 : 0; values > 0; values--) {
        bits.se(-512, 511);
      }
    }
  }

  private static boolean marking(H264Bits bits) throws H264Bits.Invalid {
    boolean resets = false;
    if (!bits.flag()) {
      return false;
    }
    for (int i = 0; i <= 66; i++) {
      int operation = bits.ue(6);
      if (operation == 0) {
        return resets;
      }
      resets |= operation == 5;
      if (operation != 5) {
        bits.ue(1 << 17);
      }
      if (operation == 3) {
        bits.ue(1 << 17);
      }
    }
    throw H264Bits.Invalid.INSTANCE;
  }

  /** Whether another slice is of the same picture. */
  boolean samePicture(H264Slice other) {
    return frameNum == other.frameNum
        && key == other.key
        && reference == other.reference
        && field == other.field
        && bottom == other.bottom
        && pocLsb == other.pocLsb;
  }

  /** Whether another slice is of the second field of the same frame. */
  boolean otherField(H264Slice other) {
    return field && other.field && frameNum == other.frameNum && bottom != other.bottom;
  }
}
