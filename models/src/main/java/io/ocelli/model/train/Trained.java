package io.ocelli.model.train;

import io.ocelli.dataset.load.Failure;
import io.ocelli.model.convert.Parity;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What training left.
 *
 * @param ending state, and whether it was stopped
 * @param onnx the exported best network; null when the run was stopped before its first epoch was
 *     complete
 * @param parity of that export
 * @param failures pictures that could not be read
 * @param parameters of the trained network
 */
public record Trained(
    Trainer.Ending ending,
    @Nullable Path onnx,
    @Nullable Parity parity,
    List<Failure> failures,
    long parameters) {}
