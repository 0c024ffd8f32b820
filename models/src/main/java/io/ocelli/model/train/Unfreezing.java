package io.ocelli.model.train;

import io.ocelli.error.UsageException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which layers of a pretrained network learn after the head has been trained alone. */
public sealed interface Unfreezing {
  /** All at once. */
  record All() implements Unfreezing {
    @Override
    public String toString() {
      return "all";
    }
  }

  /**
   * The last ones only.
   *
   * @param layers with weights that learn besides the head, at least 0
   */
  record Last(int layers) implements Unfreezing {
    @Override
    public String toString() {
      return "last-" + layers;
    }
  }

  /**
   * Stage after stage from the head down, the last of them when half of the epochs are over (Howard
   * and Ruder 2018, section 3.3). A stage is what works on pictures of one size.
   */
  record Gradual() implements Unfreezing {
    @Override
    public String toString() {
      return "gradual";
    }
  }

  /**
   * Reads "all", "last-N" or "gradual".
   *
   * @param origin for the message, e.g. the option
   */
  static Unfreezing parse(String text, String origin) {
    Matcher last = Pattern.compile("last-(\\d{1,4})").matcher(text);
    if (last.matches()) {
      return new Last(Integer.parseInt(last.group(1)));
    }
    return switch (text) {
      case "all" -> new All();
      case "gradual" -> new Gradual();
      default ->
          throw new UsageException(
              "unknown way to unfreeze",
              text,
              origin,
              "give all, gradual, or last-N with a number of layers");
    };
  }
}
