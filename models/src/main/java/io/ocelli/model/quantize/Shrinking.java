package io.ocelli.model.quantize;

import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.Sample;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.model.Classifier;
import io.ocelli.model.ClassifierOptions;
import io.ocelli.model.ModelCard;
import io.ocelli.model.Task;
import io.ocelli.model.compare.Comparison;
import io.ocelli.model.compare.ModelComparison;
import io.ocelli.model.onnx.Device;
import io.ocelli.model.onnx.TensorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import org.jspecify.annotations.Nullable;

/**
 * Makes float classifiers smaller: int8 by calibration on pictures, or half precision.
 *
 * <p>Int8 is static quantisation in the QDQ form, after Jacob et al., "Quantization and Training of
 * Neural Networks for Efficient Integer-Arithmetic-Only Inference" (CVPR 2018): weights symmetric
 * with a scale for each output, activations of 8 bits with a scale and an offset for each tensor.
 * Four variants are made (ranges of the activations from the least to the greatest value seen, or
 * without the outermost 0.01 percent; weights of 8 bits, or of 7, whose products no CPU cuts off)
 * and that whose probabilities stay nearest to the original's, in the mean, is taken.
 */
public final class Shrinking {
  /** Pictures that ranges are measured on, at most, spread over those given. */
  public static final int MOST_MEASURED = 100;

  private static final int MOST_TRIED = 64;

  private static final ClassifierOptions OPTIONS = ClassifierOptions.DEFAULT.withDevice(Device.CPU);

  private final Path file;
  private final IntConsumer progress;
  private final List<Sample> judged;
  private final @Nullable List<String> classes;

  /**
   * How a float model is made smaller.
   *
   * @param file the float classifier; it describes itself
   * @param judged pictures on which both models are compared at the end
   * @param classes names of the classes that the pictures' labels point into; null when the right
   *     ones are not known
   * @param progress is told a number that grows with the work
   */
  public Shrinking(
      Path file, List<Sample> judged, @Nullable List<String> classes, IntConsumer progress) {
    this.file = file;
    this.judged = List.copyOf(judged);
    this.classes = classes;
    this.progress = progress;
  }

  /**
   * The model in int8.
   *
   * @param calibration pictures like those that the model will see
   * @throws OcelliException when the model is no float classifier with convolutions or products, or
   *     when no picture can be read
   */
  public Shrunk int8(List<ByteSource> calibration) {
    try (Original original = open()) {
      Net net = original.net();
      NormFolding.fold(net);
      OpsetRaise.raise(net, Inside.types(net));
      Int8Plan plan = new Int8Plan(net);
      if (plan.layers() == 0) {
        throw nothingToQuantise();
      }
      List<ByteSource> measured = spread(calibration, MOST_MEASURED);
      Map<String, ValueRange> ranges =
          Inside.ranges(net, original.card().input(), plan.measured(), measured, 2, progress);
      requireFinite(ranges);
      List<Sample> tried =
          spread(calibration, MOST_TRIED).stream().map(s -> new Sample(s, 0)).toList();
      byte[] best = new byte[0];
      String method = "";
      double nearest = Double.POSITIVE_INFINITY;
      for (int bits : new int[] {8, 7}) {
        for (boolean cut : new boolean[] {false, true}) {
          String name =
              String.format(
                  Locale.ROOT,
                  "int8: weights of %d bits for each output, activations of 8 bits, ranges %s, "
                      + "from %d pictures, %d layers",
                  bits,
                  cut ? "without the outermost 0.01 %" : "from least to greatest",
                  measured.size(),
                  plan.layers());
          byte[] onnx =
              described(
                  Int8Graph.write(net, plan, ranges, cut, bits == 8 ? 127 : 63), original, name);
          Comparison trial = original.compare(onnx, tried, null);
          double mean = trial.meanDifference();
          if (mean < nearest) {
            nearest = mean;
            best = onnx;
            method = name;
          }
        }
      }
      if (best.length == 0) {
        throw new OcelliException(
            "the quantised model gives no numbers",
            "NaN",
            file.toString(),
            "give other calibration pictures, or use --fp16");
      }
      return new Shrunk(best, method, original.compare(best, judged, classes));
    }
  }

  /**
   * The model in half precision, with float32 in and out. ONNX Runtime's CPU provider runs float16
   * by turning it to float32: it is for size, and for GPUs.
   *
   * @throws OcelliException when the model is no float classifier with convolutions or products
   */
  public Shrunk half() {
    try (Original original = open()) {
      Net net = original.net();
      NormFolding.fold(net);
      Map<String, TensorSpec> types = Inside.types(net);
      if (net.nodes().stream().noneMatch(node -> Int8Plan.weightAxis(net, node) >= 0)) {
        throw nothingToQuantise();
      }
      List<String> floats =
          net.nodes().stream()
              .flatMap(node -> node.getOutputList().stream())
              .filter(name -> Inside.isFloat(types, name))
              .toList();
      List<ByteSource> seen = spread(judged.stream().map(Sample::source).toList(), MOST_TRIED);
      Map<String, ValueRange> ranges =
          Inside.ranges(net, original.card().input(), floats, seen, 1, progress);
      Set<String> large = new HashSet<>();
      ranges.forEach(
          (name, range) -> {
            // Other pictures may go further than these.
            if (!(range.largestMagnitude() * 4 < Values.LARGEST_HALF)) {
              large.add(name);
            }
          });
      HalfGraph.Written written = HalfGraph.write(net, types, large);
      String method =
          "float16 weights and arithmetic, float32 in and out; "
              + written.kept()
              + " operators stay float32";
      byte[] onnx = described(written.onnx(), original, method);
      return new Shrunk(onnx, method, original.compare(onnx, judged, classes));
    }
  }

  private Original open() {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new OcelliException(
          "the model cannot be read",
          String.valueOf(e.getMessage()),
          file.toString(),
          "check the file",
          e);
    }
    Net net = Net.read(bytes, file.toString());
    requireFloat(net);
    Classifier classifier = Classifier.open(file.toString(), OPTIONS);
    if (classifier.card().task() != Task.CLASSIFY) {
      classifier.close();
      throw new UsageException(
          "only classifiers are made smaller here", "another task", file.toString(), "give one");
    }
    return new Original(net, classifier);
  }

  private void requireFloat(Net net) {
    for (NodeProto node : net.nodes()) {
      String op = node.getOpType();
      if (op.startsWith("QLinear")
          || op.endsWith("Integer")
          || op.contains("QuantizeLinear")
          || op.equals("DequantizeLinear")
          || op.equals("QGemm")) {
        throw new OcelliException(
            "the model is quantised already",
            op + " '" + node.getName() + "'",
            file.toString(),
            "give the float model that it was made from");
      }
    }
    for (TensorProto tensor : net.constants().values()) {
      if (tensor.getDataType() == TensorProto.DataType.FLOAT16_VALUE) {
        throw new OcelliException(
            "the model is in half precision already",
            "float16 '" + tensor.getName() + "'",
            file.toString(),
            "give the float32 model that it was made from");
      }
    }
  }

  private OcelliException nothingToQuantise() {
    return new OcelliException(
        "the model has no layer that could be made smaller",
        "no Conv, Gemm or MatMul with constant float32 weights",
        file.toString(),
        "use it as it is");
  }

  private void requireFinite(Map<String, ValueRange> ranges) {
    ranges.forEach(
        (name, range) -> {
          if (!range.isFinite()) {
            throw new OcelliException(
                "the float model itself gives numbers that are not finite",
                name,
                file.toString(),
                "check its description (ocelli models info) and its pictures");
          }
        });
  }

  private static byte[] described(ModelProto.Builder model, Original original, String method) {
    Map<String, Object> provenance = new LinkedHashMap<>(original.card().provenance());
    provenance.put("shrunk", method);
    provenance.put("shrunk_on", LocalDate.now(ZoneOffset.UTC).toString());
    Map<String, String> metadata = new LinkedHashMap<>();
    model.getMetadataPropsList().forEach(e -> metadata.put(e.getKey(), e.getValue()));
    metadata.putAll(original.card().withProvenance(provenance).toMetadata());
    model.clearMetadataProps();
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build().toByteArray();
  }

  private static <T> List<T> spread(List<T> all, int most) {
    if (all.size() <= most) {
      return all;
    }
    List<T> some = new ArrayList<>(most);
    for (int i = 0; i < most; i++) {
      some.add(all.get((int) ((long) i * all.size() / most)));
    }
    return some;
  }

  /** The float model, open. */
  private record Original(Net net, Classifier classifier) implements AutoCloseable {
    ModelCard card() {
      return classifier.card();
    }

    Comparison compare(byte[] onnx, List<Sample> samples, @Nullable List<String> names) {
      try {
        Path folder = Files.createTempDirectory("ocelli-export");
        Path candidate = folder.resolve("candidate.onnx");
        try {
          Files.write(candidate, onnx);
          try (Classifier other = Classifier.open(candidate.toString(), OPTIONS)) {
            return new ModelComparison(classifier, other).on(samples, names, done -> {});
          }
        } finally {
          Files.deleteIfExists(candidate);
          Files.delete(folder);
        }
      } catch (IOException e) {
        throw new OcelliException(
            "the smaller model cannot be tried",
            String.valueOf(e.getMessage()),
            "the folder for temporary files",
            "free space there",
            e);
      }
    }

    @Override
    public void close() {
      classifier.close();
    }
  }
}
