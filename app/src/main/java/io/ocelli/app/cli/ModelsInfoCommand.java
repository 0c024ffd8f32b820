package io.ocelli.app.cli;

import io.ocelli.model.zoo.ModelInfo;
import io.ocelli.model.zoo.ModelStore;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ocelli models info}: all about one model. */
@Command(
    name = "info",
    description = {
      "What a model is for, what it takes and gives, what it is made of, what it costs and where it"
          + " comes from. The model need not be described."
    },
    footer = {
      "",
      "Examples:",
      "  ocelli models info leaves",
      "  ocelli models info runs/classify/train --layers",
      "  ocelli models info yolov8n.onnx --format json"
    })
final class ModelsInfoCommand extends BaseCommand {
  /** How the answer is written. */
  enum Format {
    /** For people. */
    TABLE,
    /** One JSON object. */
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A name in the store, an .onnx file, a run folder, or embedded:corn.")
  private String model = "";

  @Option(
      names = "--layers",
      description = "Also a line for each layer: operator, output, parameters, products.",
      order = 1)
  private boolean layers;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
      order = 2)
  private Format format = Format.TABLE;

  @Override
  protected int run() {
    ModelInfo info = ModelStore.open().info(model);
    if (format == Format.JSON) {
      ModelInfoJson.print(info, layers, terminal());
    } else {
      new ModelInfoTable(terminal()).print(info, layers);
    }
    terminal().flush();
    return ExitCode.DONE;
  }
}
