package io.ocelli.app.cli;

import io.ocelli.model.TestTimeAugmentation;
import picocli.CommandLine.Option;

/** {@code --tta}: views of each picture whose probabilities are averaged. */
final class TtaOption {
  @Option(
      names = "--tta",
      paramLabel = "VIEWS",
      defaultValue = "none",
      description =
          "Average over views of each picture (test-time augmentation): ${COMPLETION-CANDIDATES}"
              + " (default: ${DEFAULT-VALUE}). flip: mirrored too, 2 views; flips: mirrored both"
              + " ways, 4; dihedral: all quarter turns and mirrors, 8. Time grows with the views.",
      order = 20)
  private TestTimeAugmentation chosen = TestTimeAugmentation.NONE;

  TestTimeAugmentation chosen() {
    return chosen;
  }

  /** For reports. */
  String words() {
    int views = chosen.views().size();
    return views == 1 ? "none" : chosen + ": mean probability of " + views + " views";
  }
}
