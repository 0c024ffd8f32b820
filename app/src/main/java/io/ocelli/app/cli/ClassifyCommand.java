package io.ocelli.app.cli;

import io.ocelli.error.UsageException;
import io.ocelli.model.Classifier;
import io.ocelli.model.ClassifierOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ocelli classify SOURCE… -m MODEL}: labels for pictures. */
@Command(
    name = "classify",
    description = "Labels for pictures: files, folders, globs, archives, lists and addresses.",
    footer = {
      "",
      "Examples:",
      "  ocelli classify leaf.jpg -m runs/classify/train",
      "  ocelli classify photos/ 'more/**/*.jpg' -m leaves --top 1 --format csv --save labels.csv",
      "  ocelli classify @list.txt -m leaves.onnx --format jsonl | head -n 3"
    })
final class ClassifyCommand extends BaseCommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "SOURCE",
      description = {
        "A file (tried whatever its name), a folder (the pictures below it), a glob, an archive"
            + " (tar, tar.gz, zip), @list.txt (a source a line, relative to the list), or"
            + " http(s)://… of a picture."
      })
  private List<String> sources = List.of();

  @Option(
      names = {"--model", "-m"},
      required = true,
      paramLabel = "MODEL",
      description = "A name in the store, an .onnx file, or a run folder.",
      order = 1)
  private String model = "";

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
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
      order = 3)
  private OutputFormat format = OutputFormat.TABLE;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Write the results to a file instead of standard output.",
      order = 4)
  private @Nullable Path save;

  @Override
  protected int run() throws IOException {
    if (top < 1) {
      throw new UsageException(
          "too few labels",
          String.valueOf(top),
          "--top",
          "give 1 or more; all classes: --top 9999");
    }
    ModelDevice device = ModelDevice.check(common);
    Sources inputs = Sources.of(sources);
    inputs.tellOthers(terminal());
    ClassifierOptions options = new ClassifierOptions(device.device(), workers(inputs));
    List<String> names = inputs.all().stream().map(Source::name).toList();
    try (Classifier classifier = Classifier.open(model, options);
        ResultSink sink =
            save == null ? ResultSink.standardOutput(terminal()) : ResultSink.file(save, "--save");
        ClassifyFolder folder = ClassifyFolder.of(common, spec, format)) {
      terminal().detail("model: " + classifier.file());
      device.tell(terminal(), classifier.placement());
      List<ResultSink> sinks = new ArrayList<>(List.of(sink));
      folder.predictions().ifPresent(sinks::add);
      try (ClassifyJob job =
          new ClassifyJob(terminal(), inputs, folder, sinks, format, names, classifier.labels())) {
        classifier.classifyAll(job.pictures(), top, job::accept);
        job.finish();
        return job.exitCode();
      } catch (ClassifyJob.Stopped stopped) {
        stopped.job().finish();
        return ExitCode.INTERRUPTED;
      }
    }
  }

  private int workers(Sources inputs) {
    return Math.max(1, Math.min(common.workers(), inputs.all().size()));
  }
}
