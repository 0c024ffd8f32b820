package io.ocelli.video;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_OUTPUT_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Finds out how many rows a refresh picture (IDR) has, by decoding it as if it had more. The end of
 * the picture is in its data; a picture that is decoded with a wrong width, or with wrong settings,
 * ends in an error, or somewhere that is not the end of a row.
 *
 * <p>Fresh buffers of FFmpeg are zero, and what is not decoded stays so: a block whose two colours
 * are 0 everywhere (a green that hardly exists) counts as not decoded.
 */
final class SizeTrial {
  private SizeTrial() {}

  /**
   * Rows of macroblocks of the picture, or -1 if it cannot be decoded so, or does not end with a
   * row.
   *
   * @param sets with the width to try, and more rows than the picture has; 4:2:0 and frames only
   * @param sps the one of them that the picture is decoded with
   * @param picture its units with lengths of four bytes
   */
  static int rows(H264Sets sets, H264Sps sps, byte[] picture) {
    Ffmpeg.load();
    AVCodec codec = avcodec_find_decoder(AV_CODEC_ID_H264);
    AVCodecContext context = avcodec_alloc_context3(codec);
    AVPacket packet = av_packet_alloc();
    AVFrame frame = av_frame_alloc();
    try {
      byte[] avcC = sets.avcC();
      BytePointer extra =
          new BytePointer(av_malloc(avcC.length + (long) AV_INPUT_BUFFER_PADDING_SIZE));
      extra.capacity(avcC.length + (long) AV_INPUT_BUFFER_PADDING_SIZE);
      extra.zero();
      extra.put(avcC, 0, avcC.length);
      context.extradata(extra);
      context.extradata_size(avcC.length);
      context.thread_count(1);
      context.error_concealment(0);
      context.err_recognition(AV_EF_EXPLODE);
      context.skip_loop_filter(AVDISCARD_ALL);
      context.flags(context.flags() | AV_CODEC_FLAG_OUTPUT_CORRUPT);
      if (avcodec_open2(context, codec, new AVDictionary((Pointer) null)) < 0
          || av_new_packet(packet, picture.length) < 0) {
        return -1;
      }
      packet.data().put(picture, 0, picture.length);
      boolean whole =
          avcodec_send_packet(context, packet) >= 0
              && avcodec_send_packet(context, null) >= 0
              && avcodec_receive_frame(context, frame) >= 0;
      return whole ? decodedRows(frame, sps) : -1;
    } finally {
      av_frame_free(frame);
      av_packet_free(packet);
      avcodec_free_context(context);
    }
  }

  private static int decodedRows(AVFrame frame, H264Sps sps) {
    // Cropping is a matter of where the planes begin; whole blocks inside are looked at.
    int columns = Math.min(sps.columns(), frame.width() / 16);
    int rows = Math.min(sps.rows(), frame.height() / 16);
    int decoded = 0;
    while (decoded < rows && isDecoded(frame, decoded, columns - 1)) {
      decoded++;
    }
    if (decoded == 0 || decoded == rows) {
      return -1;
    }
    for (int column = 0; column < columns; column++) {
      if (isDecoded(frame, decoded, column)) {
        return -1;
      }
    }
    return decoded;
  }

  private static boolean isDecoded(AVFrame frame, int row, int column) {
    byte[] line = new byte[8];
    for (int plane = 1; plane <= 2; plane++) {
      int stride = frame.linesize(plane);
      BytePointer data = new BytePointer(frame.data(plane));
      for (int y = 0; y < 8; y++) {
        data.position((long) (8 * row + y) * stride + 8L * column).get(line, 0, 8);
        for (byte value : line) {
          if (value != 0) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
