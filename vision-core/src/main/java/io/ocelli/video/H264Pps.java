package io.ocelli.video;

/**
 * What is needed of a picture parameter set (ISO/IEC 14496-10, 7.3.2.2) to read slice headers.
 *
 * @param nal the whole unit with its header
 * @param id 0 to 255
 * @param spsId 0 to 31
 * @param cabac whether arithmetic coding is used
 * @param bottomOrder bottom_field_pic_order_in_frame_present_flag
 * @param references0 active references of list 0 where the slice does not say
 * @param references1 and of list 1
 * @param weightedP weighted_pred_flag
 * @param weightedB weighted_bipred_idc
 * @param initQp pic_init_qp_minus26
 * @param deblocking deblocking_filter_control_present_flag
 * @param redundant redundant_pic_cnt_present_flag
 */
// The arrays are never changed, and the values never compared.
@SuppressWarnings("ArrayRecordComponent")
record H264Pps(
    byte[] nal,
    int id,
    int spsId,
    boolean cabac,
    boolean bottomOrder,
    int references0,
    int references1,
    boolean weightedP,
    int weightedB,
    int initQp,
    boolean deblocking,
    boolean redundant) {

  /** Slice groups, which no camera uses, are refused. */
  static H264Pps parse(byte[] nal) throws H264Bits.Invalid {
    if (nal.length < 3 || (nal[0] & 0x9F) != 8 || (nal[0] & 0x60) == 0) {
      throw H264Bits.Invalid.INSTANCE;
    }
    H264Bits bits = H264Bits.of(nal, nal.length);
    int id = bits.ue(255);
    int spsId = bits.ue(31);
    boolean cabac = bits.flag();
    boolean bottom = bits.flag();
    bits.ue(0);
    int references0 = bits.ue(31) + 1;
    int references1 = bits.ue(31) + 1;
    boolean weightedP = bits.flag();
    int weightedB = (int) bits.u(2);
    int initQp = bits.se(-62, 25);
    bits.se(-26, 25);
    bits.se(-12, 12);
    boolean deblocking = bits.flag();
    bits.flag();
    boolean redundant = bits.flag();
    if (weightedB == 3) {
      throw H264Bits.Invalid.INSTANCE;
    }
    if (bits.more()) {
      bits.flag();
      if (bits.flag()) {
        // How many lists there are depends on the other set; the rest is not needed.
        return new H264Pps(
            nal,
            id,
            spsId,
            cabac,
            bottom,
            references0,
            references1,
            weightedP,
            weightedB,
            initQp,
            deblocking,
            redundant);
      }
      bits.se(-12, 12);
    }
    bits.end();
    return new H264Pps(
        nal,
        id,
        spsId,
        cabac,
        bottom,
        references0,
        references1,
        weightedP,
        weightedB,
        initQp,
        deblocking,
        redundant);
  }
}
