package io.ocelli.app.cli;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.model.EmbeddedModel;
import io.ocelli.model.ModelLocator;
import io.ocelli.model.convert.Dl4jExport;
import io.ocelli.model.convert.Dl4jZip;
import io.ocelli.model.convert.ReadOptions;
import io.ocelli.model.net.Shape;
import io.ocelli.model.onnx.OneFile;
import io.ocelli.model.train.Checkpoint;
import io.ocelli.model.train.CheckpointExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ocelli export}. */
@Command(
    name = "export",
    description = {
      "One .onnx file from a training run, with labels and input inside, or from a zip of plain"
          + " Deeplearning4j; with --int8 or --fp16 a smaller one, also of any float .onnx"
          + " classifier."
    },
    footer = {
      "",
      "Examples:",
      "  ocelli export runs/classify/train --to leaves.onnx",
      "  ocelli export runs/classify/train/weights/last.zip",
      "  ocelli export mobilenetv2.onnx --to mobilenetv2.zip",
      "  ocelli export model-of-deeplearning4j.zip --input 64x64",
      "  ocelli export runs/classify/train --int8 --calibrate plants/val",
      "  ocelli export leaves.onnx --fp16"
    })
final class ExportCommand extends BaseCommand {
  @Parameters(
      paramLabel = "RUN",
      description = {
        "A run folder (its best weights), one of its weights/*.zip, or a zip of plain"
            + " Deeplearning4j; for --int8 and --fp16 also a name or an .onnx file."
      })
  private Path run = Path.of("");

  @Option(
      names = "--to",
      paramLabel = "FILE.onnx|FILE.zip",
      description =
          "The file to write (default: NAME.onnx in the working folder). A .zip is one that plain"
              + " Deeplearning4j opens and can train on, also of an .onnx classifier.",
      order = 1)
  private @Nullable Path to;

  @Option(names = "--overwrite", description = "Replace the file if it is there.", order = 2)
  private boolean overwrite;

  @Option(
      names = "--input",
      paramLabel = "N|WxH",
      description =
          "Size of the pictures that a zip of plain Deeplearning4j takes; a run knows its own.",
      order = 3)
  private @Nullable String size;

  @Option(
      names = "--channels",
      paramLabel = "N",
      description = "With --input: 3 for colour, 1 for grey (default: ${DEFAULT-VALUE}).",
      defaultValue = "3",
      order = 4)
  private int channels = 3;

  @Mixin private ShrinkOptions shrink = new ShrinkOptions();

  @Override
  protected int run() throws IOException {
    shrink.check();
    if (to != null && isZip(to)) {
      return plainZip(to);
    }
    refuseEmbedded();
    if (shrink.wanted() && !Files.isDirectory(run) && !isZip(run)) {
      Path model = ModelLocator.resolve(run.toString());
      shrink(model, target(model));
      return ExitCode.DONE;
    }
    Path zip = zip();
    Path target = target(zip);
    requireFree(target);
    byte[] onnx = Checkpoint.isOne(zip) || !Files.isRegularFile(zip) ? ofRun(zip) : ofPlain(zip);
    if (shrink.wanted()) {
      shrink(onnx, target);
      return ExitCode.DONE;
    }
    write(target, onnx);
    terminal().out().println(target);
    return ExitCode.DONE;
  }

  /** It is one ONNX file already, and lies in no folder where its smaller form could. */
  private void refuseEmbedded() {
    String name = run.toString();
    if (EmbeddedModel.named(name).isPresent()
        && !Files.exists(run)
        && EmbeddedModel.ofFile(ModelLocator.resolve(name)).isPresent()) {
      throw new UsageException(
          "the model that ships with Ocelli is not exported",
          name,
          "RUN",
          "it can be used as it is: -m " + name);
    }
  }

  /** A run, or any classifier that can be read, as a zip of plain Deeplearning4j. */
  private int plainZip(Path target) throws IOException {
    if (shrink.wanted()) {
      throw new UsageException(
          "a smaller form of a Deeplearning4j zip",
          target.toString(),
          "--to",
          "give a name that ends in .onnx, or leave out --int8 and --fp16");
    }
    boolean ofRun = Files.isDirectory(run) || isZip(run);
    Path model = ofRun ? zip() : ModelLocator.resolve(run.toString());
    requireFree(target);
    byte[] onnx = ofRun ? ofRun(model) : OneFile.read(model);
    ImageSize pictures = size == null ? null : ImageSize.parse(size, "--input");
    ReadOptions options =
        pictures == null
            ? ReadOptions.DEFAULT
            : ReadOptions.size(pictures.height(), pictures.width());
    Path part = target.resolveSibling(target.getFileName() + ".part");
    makeFolder(target);
    try {
      Dl4jZip.Written written = Dl4jZip.write(onnx, model.toString(), options, part);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      tell(model, written);
    } finally {
      Files.deleteIfExists(part);
    }
    terminal().out().println(target);
    return ExitCode.DONE;
  }

  private void tell(Path model, Dl4jZip.Written written) {
    terminal()
        .remark(
            String.format(
                Locale.ROOT,
                "%s: a ComputationGraph for %s, %,d parameters; Deeplearning4j opened it and agrees"
                    + " with ONNX Runtime, largest difference %.2g",
                model,
                written.input(),
                written.parameters(),
                written.largest()));
    if (written.quantised()) {
      terminal()
          .remark(
              String.format(
                  Locale.ROOT,
                  "the file is quantised and was read as float: on %d random pictures the answers"
                      + " differ by up to %.2g of %.2g, and %d have the same first class",
                  written.agreement().pictures(),
                  written.agreement().largest(),
                  written.agreement().scale(),
                  written.agreement().sameTop()));
    }
  }

  private byte[] ofRun(Path zip) {
    if (size != null) {
      throw new UsageException(
          "a run knows the size of its pictures", size, "--input", "leave --input out");
    }
    CheckpointExport.Exported exported = CheckpointExport.of(zip);
    terminal()
        .remark(
            String.format(
                Locale.ROOT,
                "%s: epoch %d, %d classes; %s",
                zip,
                exported.epoch(),
                exported.classes(),
                exported.check()));
    return exported.onnx();
  }

  private byte[] ofPlain(Path zip) {
    ImageSize pictures = size == null ? null : ImageSize.parse(size, "--input");
    Shape shape =
        pictures == null ? null : new Shape(channels, pictures.height(), pictures.width());
    Dl4jExport.Exported exported = Dl4jExport.of(zip, shape, Map.of());
    terminal()
        .remark(
            String.format(
                Locale.ROOT,
                "%s: a network of plain Deeplearning4j for %s; ONNX Runtime and Deeplearning4j agree"
                    + " on %d random samples; largest difference %.2g. It has no labels yet: ocelli"
                    + " models add",
                zip,
                exported.input(),
                exported.parity().pictures(),
                exported.parity().largest()));
    return exported.onnx();
  }

  private static boolean isZip(Path path) {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(".zip");
  }

  private void requireFree(Path target) {
    if (Files.exists(target) && !overwrite) {
      throw new UsageException(
          "the file is there already", target.toString(), "--to", "give another, or --overwrite");
    }
  }

  /** A run is exported as float first; its smaller form is made from that file. */
  private void shrink(byte[] onnx, Path target) throws IOException {
    Path folder = Files.createTempDirectory("ocelli-export");
    Path whole = folder.resolve("float.onnx");
    try {
      Files.write(whole, onnx);
      shrink(whole, target);
    } finally {
      Files.deleteIfExists(whole);
      Files.delete(folder);
    }
  }

  private void shrink(Path model, Path target) throws IOException {
    requireFree(target);
    write(target, shrink.smaller(model, terminal()));
    terminal().out().println(target);
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
    if (!isZip(run) && Files.isRegularFile(run)) {
      throw new UsageException(
          "not a training run", run.toString(), "RUN", "with --int8 or --fp16 it is made smaller");
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
            "give a name that ends in .onnx, or in .zip for Deeplearning4j");
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
            : absolute.getFileName().toString().replaceFirst("\\.(zip|onnx)$", "");
    return Path.of(name + shrink.ending() + ".onnx");
  }

  private static void write(Path target, byte[] onnx) {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    makeFolder(target);
    try {
      Files.write(part, onnx);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unwritable(target, e);
    }
  }

  private static void makeFolder(Path target) {
    try {
      if (target.toAbsolutePath().getParent() != null) {
        Files.createDirectories(target.toAbsolutePath().getParent());
      }
    } catch (IOException e) {
      throw unwritable(target, e);
    }
  }

  private static OcelliException unwritable(Path target, IOException e) {
    return FileErrors.of("the model cannot be written", target.toString(), "--to", e);
  }
}
