package io.ocelli.app.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --like}: what tells how a video without an index is encoded. */
final class LikeOption {
  @Option(
      names = "--like",
      paramLabel = "GOOD.mp4",
      description =
          "A whole video of the same camera and settings, by which an MP4 is read whose index is"
              + " lost (H.264).",
      order = 50)
  @Nullable Path like;
}
