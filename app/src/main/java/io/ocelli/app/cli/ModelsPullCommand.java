package io.ocelli.app.cli;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.model.zoo.ModelStore;
import io.ocelli.model.zoo.StoredModel;
import io.ocelli.model.zoo.registry.ModelPull;
import io.ocelli.model.zoo.registry.PullOptions;
import io.ocelli.model.zoo.registry.Pulled;
import io.ocelli.model.zoo.registry.Registry;
import io.ocelli.model.zoo.registry.RegistryEntry;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ocelli models pull}: downloads public models into the store. */
@Command(
    name = "pull",
    description = {
      "Download public models into the store. A download that was interrupted goes on where it"
          + " ended. A model is there once its checksum is right and it has been run once.",
      "This is the only command that downloads models. It heeds HTTPS_PROXY and NO_PROXY. --name"
          + " is the model's name in the store."
    },
    footer = {
      "",
      "Examples:",
      "  ocelli models pull mobilenetv2-qdq",
      "  ocelli models pull yolox-nano ultraface-rfb-320",
      "  ocelli models pull leaves --registry https://models.example.org/registry.yaml"
    })
final class ModelsPullCommand extends BaseCommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "NAME",
      description = "Names in the registry; 'ocelli models search' lists them.")
  private List<String> names = List.of();

  @Option(names = "--replace", description = "Replace a model of the same name.", order = 1)
  private boolean replace;

  @Option(
      names = "--check",
      description = "Before it is added, check a known answer to a sample picture.",
      order = 2)
  private boolean check;

  @Option(
      names = "--repin",
      description = "Accept a file that differs from the one that was pinned, and pin it.",
      order = 3)
  private boolean repin;

  @Mixin private RegistryOptions registries = new RegistryOptions();

  @Override
  protected int run() throws InterruptedException {
    if (names.size() > 1 && common.name != null) {
      throw new UsageException(
          "one name for several models", common.name, "--name", "pull them one by one");
    }
    PullOptions options =
        registries.pullOptions().withName(common.name).withWishes(replace, repin, check);
    Registry registry = registries.registry(options);
    List<RegistryEntry> entries = names.stream().map(registry::entry).toList();
    PullProgress progress = new PullProgress(terminal());
    ModelPull pull = new ModelPull(ModelStore.open(), options, progress);
    int failed = 0;
    for (RegistryEntry entry : entries) {
      terminal().remark(entry.name() + ": " + entry.title());
      terminal().remark("licence: " + entry.licence());
      try {
        done(pull.pull(entry));
      } catch (OcelliException e) {
        if (entries.size() == 1) {
          throw e;
        }
        failed++;
        terminal().warn("failed: " + entry.name() + ": " + e.oneLine());
      } finally {
        progress.erase();
      }
    }
    return failed == 0
        ? ExitCode.DONE
        : failed < entries.size() ? ExitCode.SOME_FAILED : ExitCode.NOT_DONE;
  }

  private void done(Pulled pulled) {
    StoredModel model = pulled.model();
    if (model == null) {
      terminal().remark("it is in the store already, with the right checksum");
    }
    pulled.remarks().forEach(terminal()::remark);
    terminal().out().println(pulled.name());
    if (model != null) {
      terminal()
          .remark(
              "use it with -m "
                  + pulled.name()
                  + "; it lies in "
                  + model.file()
                  + ", its licence beside it");
    }
  }
}
