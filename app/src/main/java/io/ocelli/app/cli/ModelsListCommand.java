package io.ocelli.app.cli;

import io.ocelli.model.ModelCard;
import io.ocelli.model.zoo.ModelStore;
import io.ocelli.model.zoo.StoredModel;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code ocelli models list}. */
@Command(
    name = "list",
    description =
        "The models in the store and those that ship with Ocelli: name, size, task, input, classes.",
    footer = {"", "Examples:", "  ocelli models list"})
final class ModelsListCommand extends BaseCommand {
  @Override
  protected int run() {
    ModelStore store = ModelStore.open();
    List<StoredModel> models = new ArrayList<>(store.list());
    if (models.isEmpty()) {
      terminal().remark("no models in " + store.folder() + "; 'ocelli models add' puts some there");
    }
    models.addAll(ModelStore.embedded());
    int width = models.stream().mapToInt(model -> Columns.width(model.name())).max().orElse(0);
    int failed = 0;
    for (StoredModel model : models) {
      terminal()
          .out()
          .println(
              Columns.pad(model.name(), width)
                  + "  "
                  + String.format("%10s  ", Bytes.text(model.bytes()))
                  + described(model.card()));
      if (!model.problem().isEmpty()) {
        failed++;
        terminal().warn("failed: " + model.name() + ": " + model.problem());
      }
    }
    return failed == 0 ? ExitCode.DONE : ExitCode.SOME_FAILED;
  }

  private static String described(@org.jspecify.annotations.Nullable ModelCard card) {
    return card == null
        ? "not described"
        : card.task().key()
            + ", "
            + card.input().width()
            + "x"
            + card.input().height()
            + ", "
            + (card.family() == null ? "" : card.family() + ", ")
            + classes(card.labels().size());
  }

  private static String classes(int count) {
    return count == 0 ? "features" : count == 1 ? "1 class" : count + " classes";
  }
}
