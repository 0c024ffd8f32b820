package io.ocelli.app.cli;

import io.ocelli.error.UsageException;
import io.ocelli.video.FrameSink;
import java.nio.file.Files;
import java.nio.file.Path;

/** A sink that leaves nothing unless it is finished: a job that failed leaves no half video. */
final class VideoWriting implements AutoCloseable {
  private final FrameSink sink;
  private final Path output;
  private boolean finished;

  VideoWriting(FrameSink sink, Path output) {
    this.sink = sink;
    this.output = output;
  }

  /** An existing folder whose name ends like that of a video is taken for a mistake. */
  static void refuseFolderAsVideo(Path output) {
    if (Files.isDirectory(output) && String.valueOf(output.getFileName()).contains(".")) {
      throw new UsageException(
          "a folder, not a file", output.toString(), "-o", "add the name of a file");
    }
  }

  FrameSink sink() {
    return sink;
  }

  /** Completes the video and says what it is. */
  String finish() {
    String description = sink.description();
    long frames = sink.frames();
    sink.close();
    finished = true;
    return frames
        + (frames == 1 ? " frame" : " frames")
        + (frames == 0 ? ", nothing written" : ", written to " + output + " (" + description + ")");
  }

  @Override
  public void close() {
    if (!finished) {
      sink.discard();
    }
    sink.close();
  }
}
