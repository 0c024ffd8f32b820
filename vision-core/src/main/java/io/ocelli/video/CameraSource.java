package io.ocelli.video;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_videoio.CAP_PROP_FPS;

import io.ocelli.error.OcelliException;
import io.ocelli.image.Image;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_videoio;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_videoio.VideoCapture;
import org.jspecify.annotations.Nullable;

/**
 * A camera of this machine by its number, through OpenCV: FFmpeg's devices need libraries of sound
 * and of the desktop that servers do not have. Times are those of a clock when the frame arrives.
 */
final class CameraSource implements FrameSource {
  private final VideoCapture capture;
  private final VideoInfo info;
  private final Mat matrix;
  private long first;
  private long lastMicros = -1;
  private long given;
  private boolean closed;

  private CameraSource(VideoCapture capture, Mat matrix, String name) {
    this.capture = capture;
    this.matrix = matrix;
    double fps = capture.get(CAP_PROP_FPS);
    info =
        new VideoInfo(
            name,
            "camera",
            "unknown",
            matrix.cols(),
            matrix.rows(),
            0,
            false,
            fps > 0 && fps < 1000 ? new Rational((int) Math.round(fps * 1000), 1000) : null,
            new Rational(1, 1_000_000),
            OptionalLong.empty(),
            OptionalLong.empty(),
            0,
            OptionalLong.empty(),
            "bgr24",
            new VideoInfo.Colour("rgb", true, false),
            Rational.of(1),
            List.of(),
            true);
  }

  static FrameSource open(String source) {
    int index = Integer.parseInt(source.replace("/dev/video", ""));
    Path device = Path.of("/dev/video" + index);
    boolean linux = System.getProperty("os.name", "").equals("Linux");
    if (linux && !Files.exists(device)) {
      throw new OcelliException(
          "there is no such camera", device.toString(), source, "'ocelli doctor' lists cameras");
    }
    if (linux && !Files.isReadable(device)) {
      throw new OcelliException(
          "the camera may not be read",
          device.toString(),
          source,
          "add yourself to the group that owns it: sudo usermod -aG video $USER");
    }
    Ffmpeg.load();
    Loader.load(opencv_videoio.class);
    VideoCapture capture = new VideoCapture();
    Mat matrix = new Mat();
    boolean opened = false;
    try {
      opened = capture.open(index) && capture.read(matrix) && matrix.type() == CV_8UC3;
      if (!opened) {
        throw new OcelliException(
            "the camera gives no pictures",
            source,
            "the source of the video",
            "close other programs that use it; 'ocelli doctor' lists cameras");
      }
      return new CameraSource(capture, matrix, source);
    } finally {
      if (!opened) {
        matrix.close();
        capture.close();
      }
    }
  }

  @Override
  public VideoInfo info() {
    return info;
  }

  @Override
  public @Nullable Frame next() {
    if (!capture.read(matrix) || matrix.empty()) {
      throw new OcelliException(
          "the camera gives no more pictures",
          "after frame " + given,
          info.source(),
          "check that it is still plugged in");
    }
    long now = System.nanoTime() / 1000;
    if (given == 0) {
      first = now;
    }
    lastMicros = Math.max(lastMicros + 1, now - first);
    return new Frame(Image.owning(matrix.clone()), given++, lastMicros, true, false);
  }

  @Override
  public void seek(long timeMicros) {
    throw new UnsupportedOperationException("a camera cannot be sought");
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      matrix.close();
      capture.close();
    }
  }
}
