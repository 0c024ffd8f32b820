package io.ocelli.app.cli;

import io.ocelli.app.job.Selection;
import io.ocelli.app.job.Sorter;
import io.ocelli.error.UsageException;
import io.ocelli.model.Classifier;
import io.ocelli.model.ClassifierOptions;
import io.ocelli.model.EmbeddedModel;
import io.ocelli.model.ModelLocator;
import io.ocelli.model.TestTimeAugmentation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ocelli classify SOURCE… -m MODEL}: labels for pictures. */
@Command(
    name = "classify",
    description = "Labels for pictures: files, folders, globs, archives, lists and addresses.",
    footer = {
      "",
      "Examples:",
      "  ocelli classify corn-leaf.jpg",
      "  ocelli classify leaf.jpg -m runs/classify/train",
      "  ocelli classify photos/ 'more/**/*.jpg' -m leaves --top 1 --save labels.csv",
      "  ocelli classify @list.txt -m leaves.onnx --format jsonl | head -n 3",
      "  ocelli classify photos/ -m leaves --save labels.db --resume",
      "  ocelli classify photos/ -m leaves --min-confidence 0.7 --copy-to sorted --dry-run"
    })
final class ClassifyCommand extends BaseCommand {
  @Mixin private SourceOptions inputs = new SourceOptions();

  @Option(
      names = {"--model", "-m"},
      paramLabel = "MODEL",
      defaultValue = EmbeddedModel.USUAL,
      description = {
        "A name in the store, an .onnx file, or a run folder (default: ${DEFAULT-VALUE}, which ships"
            + " with Ocelli and knows four conditions of corn leaves, nothing else)."
      },
      order = 1)
  private String model = EmbeddedModel.USUAL;

  @Option(
      names = {"--top", "-k"},
      paramLabel = "K",
      defaultValue = "3",
      description = "How many labels for a picture, best first (default: ${DEFAULT-VALUE}).",
      order = 2)
  private int top;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "${COMPLETION-CANDIDATES} (default: what the name of --save tells, else table).",
      order = 3)
  private @Nullable OutputFormat format;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Write the results to a file (.csv, .jsonl, .db) instead of standard output.",
      order = 4)
  private @Nullable Path save;

  @Option(
      names = "--resume",
      description = "Go on with the job that was interrupted while it wrote the file of --save.",
      order = 5)
  private boolean resume;

  @Option(
      names = "--min-confidence",
      paramLabel = "X",
      description = "A picture whose best class is less probable (0 to 1) is 'unknown'.",
      order = 6)
  private @Nullable Float minConfidence;

  @Option(
      names = "--filter",
      paramLabel = "CONDITION",
      split = ConfigFile.LINES,
      description =
          "Only pictures whose first label is so: label=NAME (several: one of them), label!=NAME,"
              + " probability>X. Can be given several times.",
      order = 7)
  private List<String> filters = List.of();

  @Mixin private TtaOption tta = new TtaOption();

  @Mixin private SortOptions sorting = new SortOptions();

  @Override
  protected int run() throws IOException {
    if (top < 1) {
      throw new UsageException(
          "too few labels",
          String.valueOf(top),
          "--top",
          "give 1 or more; all classes: --top 9999");
    }
    OutputFormat as = OutputFormat.of(format, save);
    sorting.check(resume);
    if (resume) {
      ResumeRule.check(save, common);
      if (ResumeRule.complete(save, as)) {
        terminal().remark(save + " is complete: nothing to go on with");
        return ExitCode.DONE;
      }
    }
    ModelDevice device = ModelDevice.check(common);
    try (SourceStream sources = inputs.open(terminal(), sorting.folder())) {
      ClassifierOptions options =
          new ClassifierOptions(device.device(), sources.workers(common.workers()))
              .withAugmentation(tta.chosen());
      try (Classifier classifier = Classifier.open(model, options)) {
        EmbeddedModel.ofFile(classifier.file()).ifPresent(this::tellOf);
        terminal().detail("model: " + ModelLocator.shown(classifier.file()));
        return classify(classifier, device, sources, as);
      }
    }
  }

  /** Who gets answers of a model that somebody else chose has to know what it knows. */
  private void tellOf(EmbeddedModel embedded) {
    terminal()
        .remark(
            embedded.fullName()
                + " answers (-m names another model). It knows "
                + embedded.knows()
                + ";\n"
                + embedded.knowsNot()
                + ". 'ocelli models info "
                + embedded.fullName()
                + "' tells more");
  }

  private int classify(
      Classifier classifier, ModelDevice device, SourceStream sources, OutputFormat as)
      throws IOException {
    Selection selection = Selection.of(minConfidence, filters, classifier.labels());
    TextOutput.Format text = (out, begins) -> writer(as, out, begins, sources, classifier);
    List<PredictionOutput> outputs = new ArrayList<>();
    try (ClassifyFolder folder = ClassifyFolder.of(common, spec, "classify")) {
      if (save != null) {
        outputs.add(
            as == OutputFormat.SQLITE
                ? DatabaseOutput.open(
                    save, resume, jobOptions(classifier, as), model, classifier.labels())
                : TextOutput.resumable(
                    save, "--save", resume, () -> jobOptions(classifier, as), text));
      } else if (!sorting.dryRun()) {
        outputs.add(TextOutput.standardOutput(terminal(), text));
      }
      Optional<Path> file = folder.file("predictions." + as.extension());
      if (file.isPresent()) {
        outputs.add(
            as == OutputFormat.SQLITE
                ? DatabaseOutput.open(
                    file.get(), false, jobOptions(classifier, as), model, classifier.labels())
                : TextOutput.file(file.get(), "--out", text));
      }
      device.tell(terminal(), classifier.placement());
      Sorter sorter = sorting.sorter(terminal());
      BulkJob job = new BulkJob(terminal(), sources, folder, outputs, "classify");
      try (ClassifyJob run = new ClassifyJob(terminal(), job, outputs, selection, sorter)) {
        return run.run(classifier, top);
      }
    } finally {
      outputs.forEach(PredictionOutput::close);
    }
  }

  private static PredictionWriter writer(
      OutputFormat as,
      java.io.OutputStream out,
      boolean begins,
      SourceStream sources,
      Classifier classifier)
      throws IOException {
    return switch (as) {
      case CSV -> new CsvPredictions(out, begins);
      case JSONL -> new JsonLinePredictions(out);
      case TABLE -> new TablePredictions(out, sources, classifier.labels());
      case SQLITE -> throw new IllegalStateException("a database is no text");
    };
  }

  /** All that decides what is written. */
  private Map<String, String> jobOptions(Classifier classifier, OutputFormat as) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("command", "classify");
    options.put("model", Sha256.of(classifier.file()));
    options.put("labels", Sha256.of(String.join("\n", classifier.labels())));
    options.put("input", classifier.card().input().toString());
    options.put("--top", Integer.toString(top));
    options.put("--format", as.toString());
    if (tta.chosen() != TestTimeAugmentation.NONE) {
      options.put("--tta", tta.chosen().toString());
    }
    options.put("--min-confidence", String.valueOf(minConfidence));
    options.put("--filter", String.join(", ", filters));
    return options;
  }
}
