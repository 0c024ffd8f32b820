package io.ocelli.app.cli;

import io.ocelli.error.UsageException;
import io.ocelli.model.ClassifierOptions;
import io.ocelli.model.Embedder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ocelli embed SOURCE… -m MODEL}: feature vectors of pictures. */
@Command(
    name = "embed",
    description = "Feature vectors of pictures: what a classifier's last layer reads.",
    footer = {
      "",
      "Examples:",
      "  ocelli embed photos/ -m leaves --save photos.npy",
      "  ocelli embed @list.txt -m leaves.onnx --normalize --format jsonl | head -n 3"
    })
final class EmbedCommand extends BaseCommand {
  @Mixin private SourceOptions inputs = new SourceOptions();

  @Option(
      names = {"--model", "-m"},
      required = true,
      paramLabel = "MODEL",
      description = "A name in the store, an .onnx file, a run folder, or embedded:corn.",
      order = 1)
  private String model = "";

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      description = "The tensor that is written, flattened (default: what the last layer reads).",
      order = 2)
  private @Nullable String layer;

  @Option(names = "--normalize", description = "Give every vector the length 1 (L2).", order = 3)
  private boolean normalize;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "npy, csv or jsonl (default: what the name of --save tells, else csv).",
      order = 4)
  private FeatureOutput.@Nullable Format format;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description =
          "Where they go instead of standard output. Beside FILE.npy lie FILE.csv with the"
              + " pictures in order and FILE.json with what made it.",
      order = 5)
  private @Nullable Path save;

  @Option(
      names = "--resume",
      description = "Go on with the job that was interrupted while it wrote the file of --save.",
      order = 6)
  private boolean resume;

  @Override
  protected int run() throws IOException {
    FeatureOutput.Format as = format();
    if (resume) {
      ResumeRule.check(save, common);
      if (save != null && JobFiles.complete(FeatureOutput.files(save, as))) {
        terminal().remark(save + " is complete: nothing to go on with");
        return ExitCode.DONE;
      }
    }
    ModelDevice device = ModelDevice.check(common);
    try (SourceStream sources = inputs.open(terminal(), null)) {
      ClassifierOptions options =
          new ClassifierOptions(device.device(), sources.workers(common.workers()));
      try (Embedder embedder = Embedder.open(model, layer, options);
          ClassifyFolder folder = ClassifyFolder.of(common, spec, "embed");
          FeatureOutput output = output(embedder, as)) {
        terminal().detail("model: " + embedder.file() + ", tensor " + embedder.layer());
        device.tell(terminal(), embedder.placement());
        try (BulkJob job = new BulkJob(terminal(), sources, folder, List.of(output), "embed")) {
          return EmbedJob.run(job, embedder, normalize, output);
        }
      }
    }
  }

  private FeatureOutput output(Embedder embedder, FeatureOutput.Format as) throws IOException {
    return save == null
        ? FeatureOutput.standardOutput(
            terminal(), as, () -> EmbedJob.about(embedder, normalize, ""))
        : FeatureOutput.file(
            save,
            as,
            resume,
            () -> EmbedJob.options(embedder, normalize, as),
            () -> EmbedJob.about(embedder, normalize, ""));
  }

  private FeatureOutput.Format format() {
    FeatureOutput.Format named = null;
    String name = save == null ? "" : save.toString().toLowerCase(Locale.ROOT);
    for (FeatureOutput.Format one : FeatureOutput.Format.values()) {
      named = name.endsWith("." + one.name().toLowerCase(Locale.ROOT)) ? one : named;
    }
    if (format != null && named != null && format != named) {
      throw new UsageException(
          "the name of the file tells another format",
          save + ", not " + format,
          "--format",
          "leave --format out, or name the file otherwise");
    }
    FeatureOutput.Format as = format != null ? format : named;
    if (as == FeatureOutput.Format.NPY && save == null) {
      throw new UsageException("a matrix is a file", "npy", "--format", "add --save features.npy");
    }
    return as == null ? FeatureOutput.Format.CSV : as;
  }
}
