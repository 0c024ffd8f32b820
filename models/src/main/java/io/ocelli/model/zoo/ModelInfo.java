package io.ocelli.model.zoo;

import io.ocelli.model.ModelCard;
import io.ocelli.model.graph.GraphSummary;
import io.ocelli.model.kind.ModelKind;
import io.ocelli.model.onnx.TensorSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All about one model.
 *
 * @param name in the store, or the file's name
 * @param file the {@code .onnx} file
 * @param bytes its size
 * @param sha256 its checksum, 64 hexadecimal digits
 * @param inputs what it takes
 * @param outputs what it gives
 * @param card its description; null when nobody has described it
 * @param kind what it looks like by its shapes
 * @param metadata all key-value pairs in the file, also those of other programs
 * @param producer the program that wrote it and its version; may be empty
 * @param irVersion version of the file format
 * @param opsets the sets of operators it uses and their versions
 * @param externalFiles files beside it that hold weights
 * @param graph what it is made of and what it costs
 * @param size what the cost is for: the sides of the inputs, as text
 * @param problem why ONNX Runtime cannot open it, on one line; empty when it can
 */
public record ModelInfo(
    String name,
    Path file,
    long bytes,
    String sha256,
    List<TensorSpec> inputs,
    List<TensorSpec> outputs,
    @Nullable ModelCard card,
    ModelKind kind,
    Map<String, String> metadata,
    String producer,
    long irVersion,
    Map<String, Long> opsets,
    List<String> externalFiles,
    GraphSummary graph,
    String size,
    String problem) {}
