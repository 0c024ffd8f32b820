package io.ocelli.model.zoo;

import io.ocelli.model.ModelCard;
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
 * @param metadata all key-value pairs in the file, also those of other programs
 * @param producer the program that wrote it; may be empty
 */
public record ModelInfo(
    String name,
    Path file,
    long bytes,
    String sha256,
    List<TensorSpec> inputs,
    List<TensorSpec> outputs,
    @Nullable ModelCard card,
    Map<String, String> metadata,
    String producer) {}
