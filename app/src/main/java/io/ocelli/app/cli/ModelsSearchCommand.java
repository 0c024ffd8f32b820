package io.ocelli.app.cli;

import io.ocelli.model.ModelLocator;
import io.ocelli.model.zoo.ModelStore;
import io.ocelli.model.zoo.registry.PullOptions;
import io.ocelli.model.zoo.registry.RegistryEntry;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ocelli models search}: what can be pulled. */
@Command(
    name = "search",
    description = {
      "List the public models that 'ocelli models pull' knows; with words, those in whose name,"
          + " title, task, family or licence all of them are found. A star marks those in the"
          + " store. With -v also where they come from and what was verified."
    },
    footer = {
      "",
      "Examples:",
      "  ocelli models search",
      "  ocelli models search detect coco",
      "  ocelli models search qdq -v"
    })
final class ModelsSearchCommand extends BaseCommand {
  @Parameters(arity = "0..*", paramLabel = "WORD", description = "What to look for.")
  private List<String> words = List.of();

  @Mixin private RegistryOptions registries = new RegistryOptions();

  @Override
  protected int run() throws InterruptedException {
    PullOptions options = registries.pullOptions();
    List<RegistryEntry> found = registries.registry(options).search(words);
    List<String> stored = ModelLocator.names(ModelStore.open().folder());
    int width = found.stream().mapToInt(entry -> Columns.width(entry.name())).max().orElse(0);
    for (RegistryEntry entry : found) {
      String size = entry.file().bytes() < 0 ? "?" : Bytes.text(entry.file().bytes());
      terminal()
          .out()
          .println(
              (stored.contains(entry.name()) ? "* " : "  ")
                  + Columns.pad(entry.name(), width)
                  + String.format("  %9s  ", size)
                  + Columns.pad(entry.task().key(), 8)
                  + "  "
                  + Columns.pad(entry.licence().name(), 12)
                  + "  "
                  + Columns.printable(entry.title()));
      if (terminal().verbose()) {
        detail("from", String.valueOf(entry.file().urls()));
        detail("sha256", entry.file().sha256() == null ? "not known" : entry.file().sha256());
        detail("home", entry.home() == null ? "not said" : entry.home());
        detail("verified", entry.verified() == null ? "not said" : entry.verified());
      }
    }
    if (found.isEmpty()) {
      terminal().remark("no model has all of: " + String.join(", ", words));
    }
    return ExitCode.DONE;
  }

  private void detail(String key, String value) {
    terminal().out().println("      " + Columns.pad(key, 10) + Columns.printable(value));
  }
}
