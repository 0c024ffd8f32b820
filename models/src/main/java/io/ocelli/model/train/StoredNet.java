package io.ocelli.model.train;

import com.fasterxml.jackson.databind.JsonNode;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.model.ModelCard;
import io.ocelli.model.ModelLocator;
import io.ocelli.model.convert.Converted;
import io.ocelli.model.convert.OnnxReader;
import io.ocelli.model.convert.ReadOptions;
import io.ocelli.model.convert.UnreadableModelException;
import io.ocelli.model.dl4j.Dl4jReader;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.ParameterSpec;
import io.ocelli.model.net.Parameters;
import io.ocelli.model.net.Shape;
import io.ocelli.model.onnx.ForeignFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The network in a file, with its weights: an {@code .onnx} classifier, a checkpoint or run of
 * ours, or a zip of plain Deeplearning4j. Of a run it is the net of {@code weights/best.zip}; where
 * only a head was trained, the whole of {@code weights/best.onnx}.
 *
 * @param file that it was read from
 * @param net what it computes, named as the file where the file has no better name
 * @param parameters its weights
 * @param notes what a reader should know of how it was read; may be empty
 */
public record StoredNet(Path file, Net net, Parameters parameters, List<String> notes) {
  /** Keeps its own list. */
  public StoredNet {
    notes = List.copyOf(notes);
  }

  /**
   * Reads the network of a file or a run folder.
   *
   * @param input the shape that pictures get; null for what the file says. Of an {@code .onnx} file
   *     its channels must be the file's own
   * @throws UsageException when the file leaves the size of its pictures open and {@code input} is
   *     null, or weights do not fit pictures of that shape
   * @throws UnreadableModelException naming the nodes of an {@code .onnx} file that cannot be read
   * @throws OcelliException when it is no model at all
   */
  public static StoredNet read(Path model, @Nullable Shape input) {
    if (Files.isDirectory(model)) {
      Path best = model.resolve("weights").resolve("best.zip");
      if (Files.isRegularFile(best)) {
        Optional<SavedNet> saved = SavedNet.read(best);
        if (saved.isPresent()) {
          return ofSaved(best, saved.get(), input);
        }
      }
      return ofOnnx(ModelLocator.resolve(model.toString()), input);
    }
    return isZip(model) ? ofZip(model, input) : ofOnnx(model, input);
  }

  private static boolean isZip(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".zip");
  }

  private static StoredNet ofZip(Path zip, @Nullable Shape input) {
    if (!Checkpoint.isOne(zip)) {
      ForeignFile foreign = ForeignFile.of(zip);
      if (foreign != null && !foreign.isDeeplearning4j()) {
        throw foreign.error(zip.toString(), null);
      }
      return ofDl4j(zip, input, List.of());
    }
    Optional<SavedNet> saved = SavedNet.read(zip);
    if (saved.isPresent()) {
      return ofSaved(zip, saved.get(), input);
    }
    JsonNode facts = Checkpoint.read(zip).facts();
    if (facts.path("mode").asText().equals("head")) {
      String backbone = facts.path("backbone").path("file").asText();
      return ofDl4j(zip, null, List.of("the head alone; what goes into it comes from " + backbone));
    }
    return ofDl4j(zip, input == null ? cardShape(facts, zip) : input, List.of());
  }

  private static @Nullable Shape cardShape(JsonNode facts, Path zip) {
    Map<String, String> described = new LinkedHashMap<>();
    facts.path("card").properties().forEach(e -> described.put(e.getKey(), e.getValue().asText()));
    return ModelCard.fromMetadata(described, zip.toString())
        .map(ModelCard::input)
        .map(own -> new Shape(own.channels(), own.height(), own.width()))
        .orElse(null);
  }

  private static StoredNet ofDl4j(Path zip, @Nullable Shape input, List<String> notes) {
    Dl4jReader.Read read = Dl4jReader.read(zip, input);
    return new StoredNet(zip, named(read.net(), zip), read.parameters(), notes);
  }

  private static StoredNet ofOnnx(Path file, @Nullable Shape input) {
    Converted read =
        OnnxReader.read(
            file,
            input == null ? ReadOptions.DEFAULT : ReadOptions.size(input.height(), input.width()));
    int own = read.net().shape().channels();
    if (input != null && input.channels() != own) {
      throw otherShape("the file takes pictures of " + own + " channels", input, file);
    }
    return new StoredNet(file, named(read.net(), file), read.parameters(), read.facts().notes());
  }

  private static StoredNet ofSaved(Path zip, SavedNet saved, @Nullable Shape input) {
    Net net = saved.net();
    if (input == null || input.equals(net.shape())) {
      return new StoredNet(zip, net, saved.parameters(), List.of());
    }
    Net other = new Net(net.name(), net.input(), input, net.nodes(), net.output());
    for (ParameterSpec spec : ParameterSpec.of(other)) {
      int has = saved.parameters().get(spec.node(), spec.name()).values().length;
      if (has != spec.size()) {
        throw otherShape(
            String.format(
                Locale.ROOT,
                "layer '%s' has %,d weights, and for such pictures it would need %,d",
                spec.node(),
                has,
                spec.size()),
            input,
            zip);
      }
    }
    List<String> notes = new ArrayList<>();
    notes.add("read for pictures of " + input + "; it was trained on " + net.shape());
    return new StoredNet(zip, other, saved.parameters(), notes);
  }

  private static UsageException otherShape(String why, Shape input, Path file) {
    return new UsageException(why, input.toString(), file.toString(), "leave the size out");
  }

  /** Exporters call every graph main_graph or torch_jit; the file's name says more. */
  private static Net named(Net net, Path file) {
    String name = String.valueOf(file.getFileName());
    return new Net(name, net.input(), net.shape(), net.nodes(), net.output());
  }
}
