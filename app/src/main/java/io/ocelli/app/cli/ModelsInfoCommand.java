package io.ocelli.app.cli;

import io.ocelli.model.ModelCard;
import io.ocelli.model.zoo.ModelInfo;
import io.ocelli.model.zoo.ModelStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ocelli models info}: all about one model. */
@Command(
    name = "info",
    description = "What a model takes and gives, how it is described, and where it comes from.",
    footer = {
      "",
      "Examples:",
      "  ocelli models info leaves",
      "  ocelli models info runs/classify/train"
    })
final class ModelsInfoCommand extends BaseCommand {
  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A name in the store, an .onnx file, or a run folder.")
  private String model = "";

  @Override
  protected int run() {
    ModelInfo info = ModelStore.open().info(model);
    row("name", info.name());
    row("file", info.file() + " (" + Bytes.text(info.bytes()) + ")");
    row("sha256", info.sha256());
    row("producer", info.producer());
    info.inputs().forEach(input -> row("input", input.toString()));
    info.outputs().forEach(output -> row("output", output.toString()));
    ModelCard card = info.card();
    if (card == null) {
      row("description", "none; 'ocelli models add' describes it");
    } else {
      terminal().out().println();
      terminal().out().println(card.toYaml().stripTrailing());
    }
    if (terminal().verbose()) {
      info.metadata().forEach(this::row);
    }
    return ExitCode.DONE;
  }

  private void row(String key, String value) {
    if (!value.isEmpty()) {
      terminal().out().println(Columns.pad(key, 12) + Columns.printable(value));
    }
  }
}
