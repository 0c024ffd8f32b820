package io.ocelli.app.cli;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import io.ocelli.video.Fit;
import io.ocelli.video.FrameSink;
import io.ocelli.video.NaturalOrder;
import io.ocelli.video.Rational;
import io.ocelli.video.SinkOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ocelli video assemble}: a video from pictures. */
@Command(
    name = "assemble",
    description = {
      "Make a video of pictures, at a constant rate. Those of a folder come in the natural order of"
          + " their names (frame2 before frame10). All get one size."
    },
    footer = {
      "",
      "Examples:",
      "  ocelli video assemble frames -o clip.mp4 --fps 30",
      "  ocelli video assemble 'shots/*.jpg' -o lapse.mp4 --fps 12 --size 1280x720 --fit crop"
    })
final class VideoAssembleCommand extends BaseCommand {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})[xX×](\\d{1,5})");

  /** As {@link Fit}, in words. */
  enum How {
    PAD,
    CROP,
    STRETCH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(
      arity = "1..*",
      paramLabel = "SOURCE",
      description = "Pictures: files, folders, globs, archives, @list.txt.")
  private List<String> sources = List.of();

  @Option(
      names = {"--output", "-o"},
      required = true,
      paramLabel = "OUT",
      description = "The video: .mp4, .mov, .mkv (H.264) or .gif.",
      order = 1)
  private Path output = Path.of("");

  @Option(
      names = "--fps",
      paramLabel = "RATE",
      defaultValue = "25",
      description = "Frames per second: 25, 29.97, 30000/1001 (default: ${DEFAULT-VALUE}).",
      order = 2)
  private String fps = "25";

  @Option(
      names = "--size",
      paramLabel = "WxH",
      description = "Size of the video (default: that of the first picture).",
      order = 3)
  private @Nullable String size;

  @Option(
      names = "--fit",
      paramLabel = "HOW",
      defaultValue = "pad",
      description =
          "Where a picture has other proportions: ${COMPLETION-CANDIDATES} (default:"
              + " ${DEFAULT-VALUE}, black beside).",
      order = 4)
  private How fit = How.PAD;

  @Option(
      names = "--quality",
      paramLabel = "Q",
      defaultValue = "" + SinkOptions.DEFAULT_QUALITY,
      description = "1 to 100 (default: ${DEFAULT-VALUE}).",
      order = 5)
  private int quality;

  private int width;
  private int height;
  private int failed;
  private int read;
  private @Nullable OcelliException firstFailure;

  @Override
  protected int run() {
    Rational rate = Rational.parse(fps, "--fps");
    parseSize();
    List<Source> pictures = pictures();
    VideoWriting.refuseFolderAsVideo(output);
    for (Source picture : pictures) {
      VideoJob.refuseSame(picture.name(), output);
    }
    VideoJob job = new VideoJob(terminal(), output.toString(), rate.micros(pictures.size()));
    SinkOptions options = SinkOptions.of(rate).withQuality(quality);
    try (VideoWriting writing = new VideoWriting(FrameSink.open(output, options), output)) {
      for (Source picture : pictures) {
        if (Interrupt.requested()) {
          break;
        }
        add(picture, writing.sink(), rate);
        job.step(rate.micros(read));
      }
      if (read == 0 && firstFailure != null) {
        throw firstFailure;
      }
      job.finish(writing.finish());
    }
    return failed == 0 ? ExitCode.DONE : ExitCode.SOME_FAILED;
  }

  /** A picture that cannot be read is named and left out; the others close the gap. */
  private void add(Source source, FrameSink sink, Rational rate) {
    Image image;
    try {
      image = open(source);
    } catch (OcelliException e) {
      failed++;
      firstFailure = firstFailure == null ? e : firstFailure;
      terminal().warn("failed: " + Columns.printable(source.name() + ": " + e.oneLine()));
      return;
    }
    try (image) {
      if (width == 0) {
        width = image.width();
        height = image.height();
      }
      try (Image fitted = Fit.valueOf(fit.name()).apply(image, width, height)) {
        sink.write(fitted, rate.micros(read++));
      }
    }
  }

  private static Image open(Source source) {
    if (source instanceof Source.Picture picture) {
      try {
        return Image.decode(picture.bytes().read(), picture.name(), DecodeOptions.DEFAULT);
      } catch (IOException e) {
        throw FileErrors.of("the picture cannot be read", picture.name(), "SOURCE", e);
      }
    }
    if (source instanceof Source.Missing missing) {
      throw new UsageException(missing.problem(), missing.name(), "SOURCE", missing.remedy());
    }
    throw new UsageException(
        "pictures on the web are not fetched here", source.name(), "SOURCE", "fetch them first");
  }

  private List<Source> pictures() {
    List<Source> all = new ArrayList<>();
    for (String word : sources) {
      List<Source> found = new ArrayList<>(Sources.of(List.of(word)).all());
      if (!word.startsWith("@")) {
        found.sort(Comparator.comparing(Source::name, NaturalOrder.OF_NAMES));
      }
      all.addAll(found);
    }
    return all;
  }

  private void parseSize() {
    if (size == null) {
      return;
    }
    Matcher matcher = SIZE.matcher(size.strip());
    if (matcher.matches()) {
      width = Integer.parseInt(matcher.group(1));
      height = Integer.parseInt(matcher.group(2));
    }
    if (width < 16 || height < 16) {
      throw new UsageException(
          "not a size for a video", size, "--size", "give width x height, from 16x16: 1280x720");
    }
  }
}
