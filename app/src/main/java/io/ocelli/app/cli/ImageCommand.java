package io.ocelli.app.cli;

import io.ocelli.error.UsageException;
import io.ocelli.image.ImageFormat;
import io.ocelli.model.onnx.Device;
import io.ocelli.ops.Pipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ocelli image IN… "PIPELINE" -o OUT}: pictures through a pipeline of operations. */
@Commands(ImageInfoCommand.class)
@Command(
    name = "image",
    modelTransformer = ImageCommand.Out.class,
    customSynopsis = {
      "ocelli image IN... \"PIPELINE\" -o OUT [OPTIONS]",
      "       ocelli image IN... -o OUT       (another format, nothing else)",
      "       ocelli image info FILE...",
      "       ocelli image --list | --explain OPERATION"
    },
    description = {
      "Filters, changes and measures pictures: one or many, through a pipeline of operations.",
      "",
      "An input is never written over; other files of the same name are replaced, each of them only"
          + " when the new one is whole."
    },
    footer = {
      "",
      "Examples:",
      "  ocelli image leaf.jpg \"gray | gaussian-blur size=5\" -o soft.png",
      "  ocelli image photos/ \"gray\" -o gray/ --format png --keep",
      "  ocelli image 'photos/**/*.png' -o small/ --format webp --quality 80",
      "  ocelli image --explain gaussian-blur"
    })
final class ImageCommand extends BaseCommand {
  @Parameters(
      arity = "0..*",
      paramLabel = "IN... PIPELINE",
      description = {
        "Files (tried whatever their names), folders (the pictures below them), globs, archives"
            + " (tar, tar.gz, zip), @list.txt, or http(s)://… of a picture.",
        "The last word is the pipeline: \"operation name=value | operation\". Where it is none, and"
            + " is a file, pictures are only converted."
      })
  private List<String> words = List.of();

  @Option(
      names = "--pipeline",
      paramLabel = "FILE",
      description =
          "Take the pipeline from a file: .yaml or .json (a list of operations) or any text. Paths"
              + " in it are relative to it.",
      order = 1)
  private @Nullable Path pipelineFile;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "Write jpg, png, webp, tif or bmp (default: what the name of OUT says, in a folder that"
              + " of the input, PNG where it cannot be written).",
      order = 2)
  private @Nullable String format;

  @Option(
      names = "--quality",
      paramLabel = "1..100",
      description = "Of JPEG (default: 92) and WebP (default: 90); the others lose nothing.",
      order = 3)
  private @Nullable Integer quality;

  @Option(
      names = "--keep",
      description = "Leave files that are there already, and pass over pictures that have theirs.",
      order = 4)
  private boolean keep;

  @Option(
      names = "--json",
      arity = "0..1",
      paramLabel = "FILE.jsonl",
      fallbackValue = FindingFiles.STANDARD_OUTPUT,
      parameterConsumer = FindingFiles.JsonName.class,
      description =
          "What the operations find, a JSON object a line, to FILE.jsonl or standard output.",
      order = 5)
  private @Nullable String json;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "The same as rows of a CSV file; - is standard output.",
      order = 6)
  private @Nullable String csv;

  @Option(names = "--list", description = "List all operations; with --json as JSON.", order = 7)
  private boolean list;

  @Option(
      names = "--explain",
      paramLabel = "OPERATION",
      completionCandidates = OperationHelp.Names.class,
      description = "What an operation does, its parameters and an example; with --json as JSON.",
      order = 8)
  private @Nullable String explain;

  /** The words that stand before a command such as {@code info}. */
  List<String> words() {
    return words;
  }

  @Override
  protected int run() throws IOException {
    if (list || explain != null) {
      OperationHelp help =
          new OperationHelp(OperationHelp.Topic.operations(), terminal().out(), json != null);
      if (explain != null) {
        help.explain(explain);
      } else {
        help.list();
      }
      return ExitCode.DONE;
    }
    refuseWhatDoesNotApply();
    FindingFiles.checkJsonName(spec);
    ImageRequest request = ImageRequest.of(words, pipelineFile);
    ImageFormat wanted = format == null ? null : OutputPlan.format(format);
    Pipeline pipeline = request.pipeline();
    boolean measures = pipeline != null && pipeline.measures();
    if (common.out == null && json == null && csv == null && !measures) {
      throw new UsageException(
          "the result would go nowhere",
          pipeline == null ? "no pipeline" : pipeline.toString(),
          "the command line",
          "add -o with a file or a folder, such as -o out.png");
    }
    Sources sources = Sources.of(request.inputs(), "IN");
    List<Path> read = new ArrayList<>(pipeline == null ? List.of() : pipeline.otherFiles());
    if (pipelineFile != null) {
      read.add(pipelineFile);
    }
    OutputPlan plan = OutputPlan.of(sources, common.out, outIsFolder(), wanted, read);
    tell(sources, plan);
    plan.makeFolder();
    try (FindingFiles findings = FindingFiles.of(terminal(), json, csv, pipeline, plan.names())) {
      ImageWork work =
          new ImageWork(
              pipeline, plan.guard(), quality, keep, measures || json != null || csv != null);
      return new ImageJob(terminal(), plan, work, findings)
          .run(Math.max(1, Math.min(common.workers(), plan.tasks().size())));
    }
  }

  private void refuseWhatDoesNotApply() {
    Device device = Device.parse(common.device);
    if (device.kind() != Device.Kind.CPU && device.kind() != Device.Kind.AUTO) {
      throw new UsageException(
          "pictures are worked on by the CPU", common.device, "--device", "leave --device out");
    }
    if (quality != null && (quality < 1 || quality > 100)) {
      throw new UsageException(
          "the quality is out of range", String.valueOf(quality), "--quality", "give 1 to 100");
    }
  }

  /** Whether what was typed ends as only a folder does; a path has lost that. */
  private boolean outIsFolder() {
    String typed = OutOption.typed(spec);
    return typed.endsWith("/") || typed.endsWith(java.io.File.separator);
  }

  private void tell(Sources sources, OutputPlan plan) {
    sources.tellOthers(terminal());
    plan.remarks().forEach(remark -> terminal().remark(Columns.printable(remark)));
  }

  /** Describes this command's own {@code --out}. */
  static final class Out implements IModelTransformer {
    @Override
    public CommandSpec transform(CommandSpec image) {
      // There is no folder that it could name.
      image.remove(image.findOption("--name"));
      OutOption.describe(
          image,
          "OUT",
          "A file, for one picture and a name that ends as a picture's; else a folder, which is made"
              + " where it is missing and gets the tree of the inputs.");
      return image;
    }
  }
}
