package io.ocelli.app.cli;

import io.ocelli.dataset.synthetic.LeafSynthesizer;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ocelli data synthesize leaves}: a data set to try things on, drawn here. */
@Command(
    name = "synthesize",
    description = {
      "Draw a data set: leaves that are healthy or have spots, rust, blight or mosaic, on varied"
          + " backgrounds. --out OUT is the new data set; with --name it is OUT/NAME."
    },
    footer = {
      "",
      "Examples:",
      "  ocelli data synthesize leaves --out leaves",
      "  ocelli data synthesize leaves --per-class 500 --image-size 128 --seed 7 --out leaves"
    })
final class DataSynthesizeCommand extends BaseCommand {
  /** What can be drawn. */
  enum Kind {
    LEAVES;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(
      index = "0",
      paramLabel = "WHAT",
      description = "What to draw: ${COMPLETION-CANDIDATES}.")
  private Kind kind = Kind.LEAVES;

  @Option(
      names = "--per-class",
      paramLabel = "N",
      defaultValue = "200",
      description = "Pictures of each class (default: ${DEFAULT-VALUE}).",
      order = 1)
  private int perClass;

  @Option(
      names = "--image-size",
      paramLabel = "PIXELS",
      defaultValue = "96",
      description = "Width and height, 64 to 512 (default: ${DEFAULT-VALUE}).",
      order = 2)
  private int imageSize;

  @Override
  protected int run() {
    LeafSynthesizer leaves = new LeafSynthesizer(imageSize, common.seed);
    Path out = DataFolder.of(common, kind.toString());
    int total = perClass * LeafSynthesizer.classes().size();
    leaves.write(out, perClass, common.workers(), new Progress(terminal(), "pictures", total));
    terminal().out().println(out);
    terminal()
        .remark(
            total
                + " pictures of "
                + LeafSynthesizer.classes().size()
                + " classes ("
                + String.join(", ", LeafSynthesizer.classes())
                + ") drawn with seed "
                + common.seed);
    return ExitCode.DONE;
  }
}
