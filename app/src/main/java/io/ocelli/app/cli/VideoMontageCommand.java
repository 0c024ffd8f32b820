package io.ocelli.app.cli;

import io.ocelli.error.UsageException;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import io.ocelli.video.ContactSheet;
import io.ocelli.video.Frame;
import io.ocelli.video.FrameSource;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ocelli video montage}: a contact sheet. */
@Command(
    name = "montage",
    description = "One picture with frames from all parts of a video, each with its time.",
    footer = {
      "",
      "Examples:",
      "  ocelli video montage clip.mp4 -o sheet.png",
      "  ocelli video montage film.mkv -o sheet.jpg --columns 6 --rows 8 --width 240"
    })
final class VideoMontageCommand extends BaseCommand {
  @Parameters(
      index = "0",
      paramLabel = "SOURCE",
      description = "A video file, or a folder of pictures.")
  private String source = "";

  @Option(
      names = {"--output", "-o"},
      required = true,
      paramLabel = "FILE",
      description = "The picture: .png, .jpg, .webp, .tif or .bmp.",
      order = 1)
  private Path output = Path.of("");

  @Option(
      names = "--columns",
      paramLabel = "N",
      defaultValue = "4",
      description = "Pictures in a row (default: ${DEFAULT-VALUE}).",
      order = 2)
  private int columns;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "4",
      description = "Rows (default: ${DEFAULT-VALUE}).",
      order = 3)
  private int rows;

  @Option(
      names = "--width",
      paramLabel = "PIXELS",
      defaultValue = "320",
      description = "Width of each picture (default: ${DEFAULT-VALUE}).",
      order = 4)
  private int width;

  @Mixin private LikeOption like = new LikeOption();

  @Override
  protected int run() {
    within("--columns", columns, 1, 100);
    within("--rows", rows, 1, 100);
    within("--width", width, 64, 4096);
    String name = String.valueOf(output.getFileName());
    if (ImageFormat.ofName(name).filter(ImageFormat::canEncode).isEmpty()) {
      throw new UsageException(
          "the name does not say a picture format that is written",
          name,
          "-o",
          "a name that ends with .png, .jpg, .webp, .tif or .bmp");
    }
    VideoJob.refuseSame(source, output);
    try (FrameSource video = VideoJob.open(source, common, like)) {
      VideoJob job = VideoJob.of(terminal(), video);
      try (ContactSheet sheet = new ContactSheet(video, columns, rows, width)) {
        while (true) {
          try (Frame frame = job.next(sheet::next)) {
            if (frame == null) {
              break;
            }
            sheet.add(frame);
            job.step(frame.timeMicros());
          }
        }
        try (Image picture = sheet.finish()) {
          picture.write(output);
          job.finish(picture.width() + "x" + picture.height() + " pixels, written to " + output);
        }
      }
      return job.exitCode();
    }
  }

  private static void within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new UsageException(
          "the number is out of range",
          String.valueOf(value),
          option,
          "give " + least + " to " + most);
    }
  }
}
