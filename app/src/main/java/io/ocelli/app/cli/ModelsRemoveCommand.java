package io.ocelli.app.cli;

import io.ocelli.model.zoo.ModelStore;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ocelli models remove}. */
@Command(
    name = "remove",
    description = "Delete models from the store.",
    footer = {"", "Examples:", "  ocelli models remove leaves"})
final class ModelsRemoveCommand extends BaseCommand {
  @Parameters(arity = "1..*", paramLabel = "NAME", description = "Names in the store.")
  private List<String> names = List.of();

  @Override
  protected int run() {
    ModelStore store = ModelStore.open();
    for (String name : names) {
      terminal().remark("deleted " + store.remove(name));
    }
    return ExitCode.DONE;
  }
}
