package io.ocelli.app.cli;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.model.train.CheckpointExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ocelli export}. */
@Command(
    name = "export",
    description = "One .onnx file from a training run, with labels and input inside.",
    footer = {
      "",
      "Examples:",
      "  ocelli export runs/classify/train --to leaves.onnx",
      "  ocelli export runs/classify/train/weights/last.zip"
    })
final class ExportCommand extends BaseCommand {
  @Parameters(
      paramLabel = "RUN",
      description = "A run folder (its best weights), or one of its weights/*.zip.")
  private Path run = Path.of("");

  @Option(
      names = "--to",
      paramLabel = "FILE.onnx",
      description = "The file to write (default: NAME.onnx in the working folder).",
      order = 1)
  private @Nullable Path to;

  @Option(names = "--overwrite", description = "Replace the file if it is there.", order = 2)
  private boolean overwrite;

  @Override
  protected int run() {
    Path zip = zip();
    Path target = target(zip);
    if (Files.exists(target) && !overwrite) {
      throw new UsageException(
          "the file is there already", target.toString(), "--to", "give another, or --overwrite");
    }
    CheckpointExport.Exported exported = CheckpointExport.of(zip);
    write(target, exported.onnx());
    terminal()
        .remark(
            String.format(
                Locale.ROOT,
                "%s: epoch %d, %d classes; %s",
                zip,
                exported.epoch(),
                exported.classes(),
                exported.check()));
    terminal().out().println(target);
    return ExitCode.DONE;
  }

  private Path zip() {
    if (Files.isDirectory(run)) {
      Path best = run.resolve("weights/best.zip");
      if (Files.isRegularFile(best)) {
        return best;
      }
      throw new UsageException(
          "a folder without trained weights",
          run.toString(),
          "RUN",
          "give a run folder that holds weights/best.zip");
    }
    if (!Files.exists(run)) {
      throw new UsageException(
          "no such run", run.toString(), "RUN", "give the folder that 'ocelli train' named");
    }
    return run;
  }

  private Path target(Path zip) {
    if (to != null) {
      if (!to.toString().toLowerCase(Locale.ROOT).endsWith(".onnx")) {
        throw new UsageException(
            "not the name of an ONNX file",
            to.toString(),
            "--to",
            "give a name that ends in .onnx");
      }
      return to;
    }
    Path absolute = zip.toAbsolutePath().normalize();
    Path weights = absolute.getParent();
    boolean inRun =
        weights != null
            && weights.getParent() != null
            && weights.getParent().getFileName() != null
            && weights.endsWith("weights");
    String name =
        inRun
            ? weights.getParent().getFileName().toString()
            : absolute.getFileName().toString().replaceFirst("\\.zip$", "");
    return Path.of(name + ".onnx");
  }

  private static void write(Path target, byte[] onnx) {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      if (target.toAbsolutePath().getParent() != null) {
        Files.createDirectories(target.toAbsolutePath().getParent());
      }
      Files.write(part, onnx);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unwritable(target, e);
    }
  }

  private static OcelliException unwritable(Path target, IOException e) {
    return FileErrors.of("the model cannot be written", target.toString(), "--to", e);
  }
}
