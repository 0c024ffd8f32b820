package io.ocelli.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

import io.ocelli.error.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.jspecify.annotations.Nullable;

/**
 * What a whole video tells of another one by the same camera.
 *
 * @param name as it was given
 * @param sets the parameter sets
 * @param rate frames per second, or null
 * @param looks rotation, colours and the shape of pixels
 */
record LikeVideo(String name, H264Sets sets, @Nullable Rational rate, RebuiltIndex.Looks looks) {
  private static final String REMEDY =
      "give a whole MP4 or MOV that the same camera made with the same settings";

  /** Reads its head. */
  static LikeVideo of(Path file) {
    String name = file.toString();
    if (!Files.isRegularFile(file)) {
      throw new UsageException("there is no such file", name, "--like", REMEDY);
    }
    try (Demuxer demuxer = Demuxer.file(file.toAbsolutePath().toString(), name)) {
      int index = demuxer.best(AVMEDIA_TYPE_VIDEO);
      if (index < 0) {
        throw new UsageException("there is no video in it", name, "--like", REMEDY);
      }
      AVCodecParameters video = demuxer.stream(index).codecpar();
      VideoInfo info = StreamInfo.of(name, demuxer, index, false);
      if (video.codec_id() != AV_CODEC_ID_H264) {
        throw new UsageException(
            "only H.264 is read without an index", info.codec(), "--like " + name, REMEDY);
      }
      byte[] extra = new byte[Math.max(0, video.extradata_size())];
      if (extra.length > 0) {
        new BytePointer(video.extradata()).get(extra);
      }
      H264Sets sets = H264Sets.ofAvcC(extra);
      if (sets == null) {
        throw new UsageException(
            "the settings of the encoder (avcC) are not in it",
            info.container(),
            "--like " + name,
            REMEDY);
      }
      return new LikeVideo(name, sets, info.rate(), looks(video, info));
    }
  }

  private static RebuiltIndex.Looks looks(AVCodecParameters video, VideoInfo info) {
    int[] colour = {
      video.color_primaries(),
      video.color_trc(),
      video.color_space(),
      video.color_range() == org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG ? 1 : 0
    };
    boolean said = colour[0] != 2 || colour[1] != 2 || colour[2] != 2;
    int[] matrix = null;
    if (video.nb_coded_side_data() > 0) {
      AVPacketSideData side =
          avcodec.av_packet_side_data_get(
              video.coded_side_data(),
              video.nb_coded_side_data(),
              avcodec.AV_PKT_DATA_DISPLAYMATRIX);
      if (side != null && !side.isNull() && side.size() >= 36) {
        matrix = new int[9];
        new IntPointer(side.data()).get(matrix);
      }
    }
    return new RebuiltIndex.Looks(matrix, said ? colour : null, info.pixelAspect());
  }
}
