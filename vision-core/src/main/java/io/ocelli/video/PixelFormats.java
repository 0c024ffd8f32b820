package io.ocelli.video;

import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;

/** FFmpeg's names of pixel formats. */
final class PixelFormats {
  private PixelFormats() {}

  static String name(int format) {
    String name = Ffmpeg.text(av_get_pix_fmt_name(format));
    return name.isEmpty() ? "unknown" : name;
  }
}
