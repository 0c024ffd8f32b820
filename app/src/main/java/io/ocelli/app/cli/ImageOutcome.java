package io.ocelli.app.cli;

import io.ocelli.ops.Found;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one input of {@code ocelli image}.
 *
 * @param source its name
 * @param written number of files written
 * @param kept number of files that were there already and stayed
 * @param findings what the operations measured
 * @param error why it failed, on one line; null when it did not
 */
record ImageOutcome(
    String source, int written, int kept, List<Found> findings, @Nullable String error) {
  static ImageOutcome failed(String source, String error) {
    return new ImageOutcome(source, 0, 0, List.of(), error);
  }
}
