package io.ocelli.video;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_CL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_FCC;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE240M;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_ALPHA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV411P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV440P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ411P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ440P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_BT2020;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_FCC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU601;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU709;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_SMPTE240M;

import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/**
 * Which YUV a picture is stored in. Where the stream does not say, the size decides as it does in
 * most players: BT.709 from 1280 columns or more than 576 rows, else BT.601; and the range is the
 * limited one (16 to 235) unless the pixel format is one of the JPEG kinds.
 *
 * @param matrix FFmpeg's number for swscale
 * @param name as {@link VideoInfo.Colour#matrix()}
 * @param full whether the range is 0 to 255
 * @param assumed whether the matrix was chosen by the size
 */
record ColourRule(int matrix, String name, boolean full, boolean assumed) {
  static ColourRule of(int pixelFormat, int space, int range, int width, int height) {
    if (isRgb(pixelFormat) || space == AVCOL_SPC_RGB) {
      return new ColourRule(SWS_CS_ITU601, "rgb", true, false);
    }
    boolean full = range == AVCOL_RANGE_JPEG || isJpegKind(pixelFormat);
    return switch (space) {
      case AVCOL_SPC_BT709 -> new ColourRule(SWS_CS_ITU709, "bt709", full, false);
      case AVCOL_SPC_BT470BG, AVCOL_SPC_SMPTE170M ->
          new ColourRule(SWS_CS_ITU601, "bt601", full, false);
      case AVCOL_SPC_FCC -> new ColourRule(SWS_CS_FCC, "fcc", full, false);
      case AVCOL_SPC_SMPTE240M -> new ColourRule(SWS_CS_SMPTE240M, "smpte240m", full, false);
      case AVCOL_SPC_BT2020_NCL, AVCOL_SPC_BT2020_CL ->
          new ColourRule(SWS_CS_BT2020, "bt2020", full, false);
      default ->
          isLarge(width, height)
              ? new ColourRule(SWS_CS_ITU709, "bt709", full, true)
              : new ColourRule(SWS_CS_ITU601, "bt601", full, true);
    };
  }

  /** Whether pictures of this size are taken for BT.709 where nothing says. */
  static boolean isLarge(int width, int height) {
    return width >= 1280 || height > 576;
  }

  VideoInfo.Colour described() {
    return new VideoInfo.Colour(name, full, assumed);
  }

  static boolean isRgb(int pixelFormat) {
    AVPixFmtDescriptor format = av_pix_fmt_desc_get(pixelFormat);
    return format != null && (format.flags() & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL)) != 0;
  }

  static boolean hasAlpha(int pixelFormat) {
    AVPixFmtDescriptor format = av_pix_fmt_desc_get(pixelFormat);
    return format != null && (format.flags() & (AV_PIX_FMT_FLAG_ALPHA | AV_PIX_FMT_FLAG_PAL)) != 0;
  }

  private static boolean isJpegKind(int pixelFormat) {
    return pixelFormat != plain(pixelFormat);
  }

  /** The format without the "this is full range" of the old JPEG kinds, which is said apart. */
  static int plain(int pixelFormat) {
    if (pixelFormat == AV_PIX_FMT_YUVJ420P) {
      return AV_PIX_FMT_YUV420P;
    }
    if (pixelFormat == AV_PIX_FMT_YUVJ422P) {
      return AV_PIX_FMT_YUV422P;
    }
    if (pixelFormat == AV_PIX_FMT_YUVJ444P) {
      return AV_PIX_FMT_YUV444P;
    }
    if (pixelFormat == AV_PIX_FMT_YUVJ440P) {
      return AV_PIX_FMT_YUV440P;
    }
    return pixelFormat == AV_PIX_FMT_YUVJ411P ? AV_PIX_FMT_YUV411P : pixelFormat;
  }
}
