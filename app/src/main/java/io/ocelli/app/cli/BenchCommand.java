package io.ocelli.app.cli;

import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.SourceListing;
import io.ocelli.dataset.synthetic.LeafCondition;
import io.ocelli.dataset.synthetic.LeafSynthesizer;
import io.ocelli.error.NearNames;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import io.ocelli.model.ModelCard;
import io.ocelli.model.ModelLocator;
import io.ocelli.model.onnx.Device;
import io.ocelli.model.onnx.OnnxModel;
import io.ocelli.model.onnx.OnnxOptions;
import io.ocelli.model.onnx.Tuning;
import io.ocelli.model.timing.ModelBench;
import io.ocelli.model.timing.ModelTiming;
import io.ocelli.model.timing.TimingOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ocelli bench}: how fast a model is on this machine. */
@Command(
    name = "bench",
    description = {
      "How fast a model is on this machine: loading, the first answer, each step of a single"
          + " picture (P50, P90, P99), pictures a second by batch, memory. With --vs two models"
          + " take turns."
    },
    footer = {
      "",
      "Examples:",
      "  ocelli bench -m runs/classify/train",
      "  ocelli bench -m leaves --images photos --vs leaves-int8",
      "  ocelli bench -m leaves --format json --save timing.json"
    })
final class BenchCommand extends BaseCommand {
  private static final int SYNTHETIC = 24;

  @Option(
      names = {"--model", "-m"},
      required = true,
      paramLabel = "MODEL",
      description = "A name in the store, an .onnx file, a run folder, or embedded:corn.",
      order = 1)
  private String model = "";

  @Option(
      names = "--images",
      paramLabel = "PATH",
      description =
          "A folder, an archive or a picture to measure with (default: drawn leaves of 256x256,"
              + " as JPEG).",
      order = 2)
  private @Nullable Path images;

  @Option(
      names = "--vs",
      paramLabel = "MODEL",
      description = "Another model, measured in turns with the first.",
      order = 3)
  private @Nullable String versus;

  @Option(
      names = "--batch",
      paramLabel = "N,…",
      split = ",",
      defaultValue = "1,4,16,32",
      description = "Pictures that are run at once (default: ${DEFAULT-VALUE}).",
      order = 4)
  private List<Integer> batches = List.of();

  @Option(
      names = "--call-threads",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Threads that work on one picture when it comes alone (default: ${DEFAULT-VALUE}, as in"
              + " 'classify'; 0: what --tune found, or all cores).",
      order = 5)
  private int callThreads;

  @Option(
      names = "--tune",
      description =
          "Measure how the model is run best here (threads in a call, callers, pictures in a call)"
              + " and keep that for every later command.",
      order = 10)
  private boolean tune;

  @Option(
      names = "--seconds",
      paramLabel = "X",
      defaultValue = "2",
      description = "For each measurement (default: ${DEFAULT-VALUE}).",
      order = 6)
  private double seconds;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "2",
      description = "How often each is made; the best rate counts (default: ${DEFAULT-VALUE}).",
      order = 7)
  private int rounds;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table or json (default: ${DEFAULT-VALUE}).",
      order = 8)
  private String format = "table";

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Write the result to a file instead of standard output.",
      order = 9)
  private @Nullable Path save;

  @Override
  protected int run() throws IOException {
    check();
    ModelDevice device = ModelDevice.check(common);
    device.tell(terminal());
    TimingOptions options =
        new TimingOptions(device.device(), common.workers(), callThreads, batches, seconds, rounds);
    if (tune) {
      Path file = ModelLocator.resolve(model);
      terminal().remark("measuring how " + model + " runs best here; that takes a while");
      Tuning found = Tuning.measure(file, options.device(), shape(file), terminal()::detail);
      terminal().remark(TimingText.tuned(found));
    }
    List<ByteSource> sources = images == null ? drawn() : listed(images);
    List<String> models = versus == null ? List.of(model) : List.of(model, versus);
    List<ModelTiming> timings =
        ModelBench.measure(models, sources, options, what -> terminal().detail(what + " ..."));
    String pictures =
        images == null
            ? SYNTHETIC + " drawn leaves of 256x256 pixels, JPEG"
            : sources.size() + " of " + images;
    String text =
        format.equals("json")
            ? TimingText.json(timings, pictures)
            : TimingText.table(timings, pictures);
    if (save == null) {
      terminal().out().print(text);
      return ExitCode.DONE;
    }
    try (ResultSink sink = ResultSink.file(save, "--save")) {
      sink.stream().write(text.getBytes(StandardCharsets.UTF_8));
      sink.finish();
    }
    return ExitCode.DONE;
  }

  /** The sides of a picture tensor for a model that leaves some free. */
  private static long[] shape(Path file) {
    try (OnnxModel model = OnnxModel.open(file, OnnxOptions.SHARED.withDevice(Device.CPU))) {
      return ModelCard.of(file, model.metadata())
          .map(card -> card.input().shape(1))
          .orElse(new long[0]);
    }
  }

  private void check() {
    if (!List.of("table", "json").contains(format)) {
      throw new UsageException(
          "no such format", format, "--format", NearNames.remedy(format, List.of("table", "json")));
    }
    for (int batch : batches) {
      positive("--batch", batch, batch >= 1 && batch <= 4096);
    }
    positive("--call-threads", callThreads, callThreads >= 0 && callThreads <= 1024);
    positive("--seconds", seconds, seconds > 0 && seconds <= 3600);
    positive("--rounds", rounds, rounds >= 1 && rounds <= 100);
  }

  private static void positive(String option, Number value, boolean holds) {
    if (!holds) {
      throw new UsageException(
          "a number out of range",
          value.toString(),
          option,
          "give a number that makes sense there");
    }
  }

  /** Only those that can be read: one that cannot would stop the measurement. */
  private List<ByteSource> listed(Path path) {
    if (!Files.exists(path)) {
      throw new UsageException(
          "no such file or folder",
          path.toString(),
          "--images",
          io.ocelli.dataset.NearPaths.remedy(path));
    }
    List<ByteSource> found =
        Files.isDirectory(path) || io.ocelli.dataset.Archive.isArchive(path)
            ? SourceListing.of(path).sources()
            : List.of(ByteSource.of(path));
    List<ByteSource> readable = new ArrayList<>();
    for (ByteSource source : found.subList(0, Math.min(found.size(), 1000))) {
      try (Image image =
          Image.decode(source.read(), source.name(), io.ocelli.image.DecodeOptions.DEFAULT)) {
        if (image.width() > 0) {
          readable.add(source);
        }
      } catch (OcelliException e) {
        terminal().warn("left out: " + Columns.printable(e.oneLine()));
      } catch (IOException e) {
        terminal().warn("left out: " + source.name() + ": " + FileErrors.reason(e));
      }
    }
    if (readable.isEmpty()) {
      throw new UsageException(
          "no picture there can be read", path.toString(), "--images", "give another folder");
    }
    return readable;
  }

  private static List<ByteSource> drawn() {
    LeafSynthesizer leaves = new LeafSynthesizer(256, 42);
    List<ByteSource> sources = new ArrayList<>();
    LeafCondition[] conditions = LeafCondition.values();
    for (int i = 0; i < SYNTHETIC; i++) {
      try (Image leaf = Image.of(leaves.draw(conditions[i % conditions.length], i))) {
        String name = String.format(Locale.ROOT, "leaf-%02d.jpg", i);
        sources.add(ByteSource.of(name, leaf.encode(ImageFormat.JPEG)));
      }
    }
    return sources;
  }
}
