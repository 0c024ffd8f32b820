package io.ocelli.app.cli;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.image.Image;
import io.ocelli.ops.Pipeline;
import io.ocelli.video.Frame;
import io.ocelli.video.FrameSink;
import io.ocelli.video.FrameSource;
import io.ocelli.video.SinkOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ocelli video apply}: a pipeline on every frame. */
@Command(
    name = "apply",
    description = {
      "Put every frame of a video through a pipeline of operations. Every frame keeps its time, and"
          + " the sound is copied as it is."
    },
    footer = {
      "",
      "Examples:",
      "  ocelli video apply clip.mp4 \"gray | canny low=50 high=150\" -o edges.mp4",
      "  ocelli video apply clip.mp4 \"resize width=320\" -o small.gif",
      "",
      "The output is .mp4, .mov or .mkv (H.264), .gif, or a folder of pictures (a name without",
      "extension)."
    })
final class VideoApplyCommand extends BaseCommand {
  @Parameters(
      index = "0",
      paramLabel = "SOURCE",
      description = "A video file, a folder of pictures, a camera (0) or a stream (rtsp://…).")
  private String source = "";

  @Parameters(
      index = "1",
      paramLabel = "PIPELINE",
      description = "Operations, as 'ocelli image --list' names them.")
  private String pipeline = "";

  @Option(
      names = {"--output", "-o"},
      required = true,
      paramLabel = "OUT",
      description = "What to write.",
      order = 1)
  private Path output = Path.of("");

  @Option(names = "--no-sound", description = "Leave the sound out.", order = 2)
  private boolean noSound;

  @Option(
      names = "--quality",
      paramLabel = "Q",
      defaultValue = "" + SinkOptions.DEFAULT_QUALITY,
      description = "1 to 100 (default: ${DEFAULT-VALUE}).",
      order = 3)
  private int quality;

  @Mixin private LikeOption like = new LikeOption();

  @Override
  protected int run() {
    Pipeline operations = Pipeline.parse(pipeline);
    if (operations.splits()) {
      throw new UsageException(
          "the pipeline may give several pictures for a frame",
          operations.toString(),
          "PIPELINE",
          "leave that operation out; a video has one picture at a time");
    }
    VideoJob.refuseSame(source, output);
    VideoWriting.refuseFolderAsVideo(output);
    try (FrameSource video = FrameSource.open(source, VideoJob.options(common, like).reusing())) {
      SinkOptions options =
          SinkOptions.like(video.info()).withQuality(quality).withSound(sound(video));
      VideoJob job = VideoJob.of(terminal(), video);
      try (VideoWriting writing = new VideoWriting(FrameSink.open(output, options), output)) {
        while (true) {
          try (Frame frame = job.next(video::next)) {
            if (frame == null) {
              break;
            }
            try (Image changed = operations.apply(frame.image())) {
              writing.sink().write(changed, frame.timeMicros());
            } catch (OcelliException e) {
              job.frameFailed(frame, e);
            }
            job.step(frame.timeMicros());
          }
        }
        job.throwIfAllFailed();
        job.finish(writing.finish());
      }
      return job.exitCode();
    }
  }

  private @Nullable Path sound(FrameSource video) {
    boolean file = !video.info().live() && !video.info().sounds().isEmpty();
    return file && !noSound && Files.isRegularFile(Path.of(source)) ? Path.of(source) : null;
  }
}
