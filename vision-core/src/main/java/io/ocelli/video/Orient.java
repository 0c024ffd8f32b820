package io.ocelli.video;

import static org.bytedeco.opencv.global.opencv_core.ROTATE_180;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_CLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_COUNTERCLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.rotate;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * How stored pictures become upright: mirrored left to right first, then turned.
 *
 * @param degrees clockwise: 0, 90, 180 or 270
 * @param mirrored whether they are mirrored
 */
record Orient(int degrees, boolean mirrored) {
  static final Orient UPRIGHT = new Orient(0, false);

  /** From the display matrix of a stream; other angles are rounded to quarter turns. */
  static Orient of(AVCodecParameters parameters) {
    int count = parameters.nb_coded_side_data();
    if (count == 0) {
      return UPRIGHT;
    }
    AVPacketSideData side =
        avcodec.av_packet_side_data_get(
            parameters.coded_side_data(), count, avcodec.AV_PKT_DATA_DISPLAYMATRIX);
    if (side == null || side.isNull() || side.size() < 36) {
      return UPRIGHT;
    }
    IntPointer values = new IntPointer(side.data());
    // Row vectors: (x', y') = (x, y) * [a b; c d], in 16.16 fixed point, y downwards.
    double a = values.get(0);
    double b = values.get(1);
    double c = values.get(3);
    double d = values.get(4);
    boolean mirrored = a * d - b * c < 0;
    // Mirroring first takes the sign out of the first row.
    double degrees = Math.toDegrees(Math.atan2(mirrored ? -b : b, mirrored ? -a : a));
    return new Orient(Math.floorMod((int) Math.round(degrees / 90), 4) * 90, mirrored);
  }

  boolean swapsSides() {
    return degrees == 90 || degrees == 270;
  }

  boolean isUpright() {
    return equals(UPRIGHT);
  }

  /** Writes the upright picture into another matrix of the right size. */
  void apply(Mat stored, Mat upright) {
    if (isUpright()) {
      stored.copyTo(upright);
    } else if (mirrored && degrees == 0) {
      flip(stored, upright, 1);
    } else if (mirrored) {
      try (Mat flipped = new Mat()) {
        flip(stored, flipped, 1);
        rotate(flipped, upright, code());
      }
    } else {
      rotate(stored, upright, code());
    }
  }

  private int code() {
    return switch (degrees) {
      case 90 -> ROTATE_90_CLOCKWISE;
      case 180 -> ROTATE_180;
      default -> ROTATE_90_COUNTERCLOCKWISE;
    };
  }
}
