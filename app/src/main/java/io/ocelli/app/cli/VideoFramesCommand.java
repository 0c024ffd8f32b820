package io.ocelli.app.cli;

import io.ocelli.error.UsageException;
import io.ocelli.image.ImageFormat;
import io.ocelli.video.FolderSink;
import io.ocelli.video.Frame;
import io.ocelli.video.FramePicker;
import io.ocelli.video.FrameSelection;
import io.ocelli.video.FrameSource;
import io.ocelli.video.Rational;
import io.ocelli.video.SceneDetector;
import io.ocelli.video.Times;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ocelli video frames}: pictures out of a video. */
@Command(
    name = "frames",
    description = {
      "Write frames of a video as pictures: all, every N-th, so many a second, at given times, or"
          + " the first of each scene. The folder gets frame_000000.png and so on, and frames.csv"
          + " (file, frame, time_ms). --out DIR is the same as -o DIR."
    },
    footer = {
      "",
      "Examples:",
      "  ocelli video frames clip.mp4 -o frames --fps 2",
      "  ocelli video frames clip.mp4 -o stills --at 1.5,0:12,1:02:03.25 --format jpg",
      "  ocelli video frames film.mkv -o scenes --scenes --from 0:30"
    })
final class VideoFramesCommand extends BaseCommand {
  @Parameters(
      index = "0",
      paramLabel = "SOURCE",
      description = "A video file, a folder of pictures, a camera (0) or a stream (rtsp://…).")
  private String source = "";

  @Option(
      names = {"--output", "-o"},
      paramLabel = "DIR",
      description = "The folder for the pictures; made when it is not there.",
      order = 1)
  private @Nullable Path output;

  @ArgGroup(exclusive = true)
  private @Nullable Which which;

  /** At most one of them. */
  static final class Which {
    @Option(
        names = "--every",
        paramLabel = "N",
        description = "The first frame and every N-th after it.",
        order = 2)
    @Nullable Long every;

    @Option(
        names = "--fps",
        paramLabel = "RATE",
        description = "So many a second: for each tick the frame that is nearest in time.",
        order = 3)
    @Nullable String fps;

    @Option(
        names = "--at",
        paramLabel = "TIME",
        split = ",",
        description = "The frames nearest to these times: seconds or h:mm:ss, with commas.",
        order = 4)
    @Nullable List<String> at;

    @Option(
        names = "--scenes",
        description = "The first frame of each scene, found by the change of hue and brightness.",
        order = 5)
    boolean scenes;
  }

  @Option(
      names = "--threshold",
      paramLabel = "SCORE",
      defaultValue = "27",
      description = "What change is a new scene, 0 to 255 (default: ${DEFAULT-VALUE}).",
      order = 6)
  private double threshold;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Begin here: seconds or h:mm:ss.",
      order = 7)
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "End before this time.", order = 8)
  private @Nullable String to;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "png",
      description = "png, jpg, webp, tif or bmp (default: ${DEFAULT-VALUE}).",
      order = 9)
  private String format = "png";

  @Option(
      names = "--quality",
      paramLabel = "Q",
      defaultValue = "92",
      description = "Of jpg and webp, 1 to 100 (default: ${DEFAULT-VALUE}).",
      order = 10)
  private int quality;

  @Mixin private LikeOption like = new LikeOption();

  @Override
  protected int run() {
    FrameSelection selection = selection();
    ImageFormat pictures = format();
    long begin = from == null ? 0 : Times.parse(from, "--from");
    long end = to == null ? Long.MAX_VALUE : Times.parse(to, "--to");
    if (end <= begin) {
      throw new UsageException(
          "the range of time is empty", from + " to " + to, "--to", "give a time after --from");
    }
    Path folder = output != null ? output : common.out;
    if (folder == null) {
      throw new UsageException(
          "the output is missing", "-o DIR", "the command line", "say where: -o frames");
    }
    VideoJob.refuseSame(source, folder);
    try (FrameSource video = VideoJob.open(source, common, like);
        FramePicker picker = new FramePicker(video, selection, begin, end)) {
      VideoJob job = VideoJob.of(terminal(), video);
      return write(job, picker, folder, pictures);
    }
  }

  private int write(VideoJob job, FramePicker picker, Path folder, ImageFormat pictures) {
    // The folder is made when there is something to put into it.
    FolderSink sink = null;
    try {
      while (true) {
        try (Frame frame = job.next(picker::next)) {
          if (frame == null) {
            break;
          }
          if (sink == null) {
            sink = FolderSink.create(folder, pictures, quality);
          }
          sink.write(frame.image(), frame.index(), frame.timeMicros());
          job.stepTo(picker.seen(), frame.timeMicros());
        }
      }
    } finally {
      if (sink != null) {
        sink.close();
      }
    }
    job.stepTo(picker.seen(), 0);
    long written = sink == null ? 0 : sink.frames();
    if (written == 0 && !Interrupt.requested()) {
      throw new UsageException(
          "no frame matches",
          picker.seen() + " frames in the range of time",
          source,
          "'ocelli video info " + CommandText.quoted(source) + "' says how long it is");
    }
    for (long missed : picker.missed()) {
      terminal().warn("failed: " + Times.text(missed) + ": the video ends before this time");
    }
    job.finish(written + " of " + picker.seen() + " frames, written to " + folder);
    return picker.missed().isEmpty() ? job.exitCode() : ExitCode.SOME_FAILED;
  }

  private FrameSelection selection() {
    // Checked whether it is used or not.
    new SceneDetector(threshold, 0).close();
    if (which == null) {
      return new FrameSelection.Every(1);
    }
    if (which.every != null) {
      if (which.every < 1) {
        throw new UsageException(
            "not a number of frames", which.every.toString(), "--every", "give 1 or more");
      }
      return new FrameSelection.Every(which.every);
    }
    if (which.fps != null) {
      return new FrameSelection.Rate(Rational.parse(which.fps, "--fps"));
    }
    if (which.at != null) {
      return new FrameSelection.At(
          which.at.stream().map(time -> Times.parse(time, "--at")).toList());
    }
    return new FrameSelection.Scenes(threshold, SceneDetector.DEFAULT_SHORTEST_MICROS);
  }

  private ImageFormat format() {
    ImageFormat known =
        ImageFormat.ofName("x." + format.toLowerCase(Locale.ROOT))
            .filter(ImageFormat::canEncode)
            .orElseThrow(
                () ->
                    new UsageException(
                        "not a picture format that is written",
                        format,
                        "--format",
                        "one of: png, jpg, webp, tif, bmp"));
    if (quality < 1 || quality > 100) {
      throw new UsageException(
          "the quality is out of range", String.valueOf(quality), "--quality", "give 1 to 100");
    }
    return known;
  }
}
