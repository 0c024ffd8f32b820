package io.ocelli.model.zoo;

import io.ocelli.model.ModelCard;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A line in the list of the store.
 *
 * @param name in the store
 * @param file the {@code .onnx} file
 * @param bytes its size
 * @param card its description; null when it has none or it cannot be used
 * @param problem why the card cannot be used, on one line; empty when all is well
 */
public record StoredModel(
    String name, Path file, long bytes, @Nullable ModelCard card, String problem) {}
