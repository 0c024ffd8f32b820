package io.ocelli.app.cli;

import io.ocelli.app.features.FeatureFiles;
import io.ocelli.app.features.Nearest;
import io.ocelli.error.OcelliException;
import io.ocelli.model.Embedder;
import io.ocelli.model.Embedding;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Feature vectors of all inputs, written down in order. */
final class EmbedJob {
  private EmbedJob() {}

  /** Goes through the inputs that are left, and returns an {@link ExitCode}. */
  static int run(BulkJob job, Embedder embedder, boolean normalize, FeatureOutput output)
      throws IOException {
    return job.run(
        feed ->
            embedder.embedAll(
                feed,
                embedding -> {
                  InputFeed.Input input = feed.answered();
                  job.step(
                      input,
                      position -> {
                        if (input.problem() != null) {
                          return input.problem();
                        }
                        if (embedding instanceof Embedding.Failed failure) {
                          OcelliException reason = failure.reason();
                          return reason.problem()
                              + ": "
                              + reason.value()
                              + "; try: "
                              + reason.remedy();
                        }
                        float[] features = ((Embedding.Done) embedding).features();
                        output.write(
                            input.bytes(), normalize ? Nearest.normalized(features) : features);
                        return null;
                      });
                }));
  }

  /** What makes the numbers. */
  static FeatureFiles.About about(Embedder embedder, boolean normalize, String listing) {
    return new FeatureFiles.About(
        Sha256.of(embedder.file()),
        embedder.layer(),
        embedder.input().toString(),
        normalize,
        listing,
        0,
        0);
  }

  /** All that decides what is written. */
  static Map<String, String> options(
      Embedder embedder, boolean normalize, FeatureOutput.Format format) {
    FeatureFiles.About about = about(embedder, normalize, "");
    Map<String, String> options = new LinkedHashMap<>();
    options.put("command", "embed");
    options.put("model", about.model());
    options.put("--layer", about.layer());
    options.put("input", about.input());
    options.put("--normalize", Boolean.toString(normalize));
    options.put("--format", format.name());
    return options;
  }
}
