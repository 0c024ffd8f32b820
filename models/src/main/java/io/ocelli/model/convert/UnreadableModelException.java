package io.ocelli.model.convert;

import io.ocelli.error.OcelliException;
import java.util.List;

/** A model that cannot be read as a network, with everything in it that stands in the way. */
public final class UnreadableModelException extends OcelliException {
  private static final int SHOWN = 8;

  private final transient List<Problem> problems;

  /**
   * One node that cannot be read.
   *
   * @param operator of the node, as in "Resize"
   * @param node its name, or that of its output where it has none
   * @param reason in words
   */
  public record Problem(String operator, String node, String reason) {
    @Override
    public String toString() {
      return operator + " '" + node + "': " + reason;
    }
  }

  UnreadableModelException(List<Problem> problems, String origin) {
    super(
        "the model cannot be read as a network that can be trained",
        text(problems),
        origin,
        "give a classifier of convolutions, pools, dense layers and the usual activations, or use"
            + " this one as it is (--mode head trains a head on its features)");
    this.problems = List.copyOf(problems);
  }

  /** All of them, in the order of the file. */
  public List<Problem> problems() {
    return problems;
  }

  private static String text(List<Problem> problems) {
    StringBuilder text = new StringBuilder();
    for (Problem problem : problems.subList(0, Math.min(SHOWN, problems.size()))) {
      text.append(text.isEmpty() ? "" : "\n    ").append(problem);
    }
    if (problems.size() > SHOWN) {
      text.append("\n    and ").append(problems.size() - SHOWN).append(" more");
    }
    return text.toString();
  }
}
