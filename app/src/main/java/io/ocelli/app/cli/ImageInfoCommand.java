package io.ocelli.app.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ocelli image info}: what a picture says of itself. */
@Command(
    name = "info",
    description = "Format, size, channels, EXIF and colours of pictures.",
    footer = {"", "Examples:", "  ocelli image info photo.jpg"})
final class ImageInfoCommand extends BaseCommand {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "As for 'ocelli image'.")
  private List<String> sources = List.of();

  @Override
  protected int run() {
    Sources.of(sources, "FILE");
    return ExitCode.DONE;
  }
}
