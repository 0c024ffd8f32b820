package io.ocelli.app.job;

import io.ocelli.error.NearNames;
import io.ocelli.error.UsageException;
import io.ocelli.model.Classification;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which answers are trusted, and which pictures are wanted.
 *
 * <p>A picture whose best class is less probable than {@code --min-confidence} is {@value
 * #UNKNOWN}: this stands first among its answers, with the index -1 and the probability of the best
 * class; the classes follow, as many as there is room for.
 *
 * <p>{@code --filter} keeps a picture by its first answer: {@code label=NAME} (several: one of
 * them), {@code label!=NAME}, {@code probability>=X} (also {@code >}, {@code <}, {@code <=}); all
 * of these must hold.
 */
public final class Selection {
  /** The label of a picture that no class is sure enough of. */
  public static final String UNKNOWN = "unknown";

  private static final Pattern CONDITION =
      Pattern.compile("\\s*(label|probability)\\s*(!=|>=|<=|=|>|<)\\s*(.*?)\\s*", Pattern.DOTALL);

  private final float least;
  private final List<String> wanted = new ArrayList<>();
  private final List<String> unwanted = new ArrayList<>();
  private final List<Bound> bounds = new ArrayList<>();

  private record Bound(String operator, float value) {
    boolean holds(float probability) {
      return switch (operator) {
        case ">" -> probability > value;
        case ">=" -> probability >= value;
        case "<" -> probability < value;
        default -> probability <= value;
      };
    }
  }

  private Selection(float least) {
    this.least = least;
  }

  /**
   * Makes one.
   *
   * @param minConfidence from 0 to 1; null when every answer is trusted
   * @param filters as typed
   * @param labels of the model
   * @throws UsageException if a filter is none, or names a class that the model has not
   */
  public static Selection of(
      @Nullable Float minConfidence, List<String> filters, List<String> labels) {
    if (minConfidence != null && !(minConfidence >= 0 && minConfidence <= 1)) {
      throw new UsageException(
          "not a probability", minConfidence.toString(), "--min-confidence", "give 0 to 1");
    }
    Selection selection = new Selection(minConfidence == null ? 0 : minConfidence);
    for (String filter : filters) {
      selection.add(filter, labels, minConfidence != null);
    }
    return selection;
  }

  private void add(String filter, List<String> labels, boolean unknownPossible) {
    Matcher condition = CONDITION.matcher(filter);
    if (!condition.matches()) {
      throw notAFilter(filter);
    }
    String operator = condition.group(2);
    String value = condition.group(3);
    if (condition.group(1).equals("label")) {
      if (!operator.equals("=") && !operator.equals("!=")) {
        throw notAFilter(filter);
      }
      requireLabel(value, labels, unknownPossible);
      (operator.equals("=") ? wanted : unwanted).add(value);
      return;
    }
    if (operator.equals("=") || operator.equals("!=")) {
      throw notAFilter(filter);
    }
    try {
      bounds.add(new Bound(operator, Float.parseFloat(value)));
    } catch (NumberFormatException e) {
      throw notAFilter(filter);
    }
  }

  private static UsageException notAFilter(String filter) {
    return new UsageException(
        "not a filter",
        filter,
        "--filter",
        "write label=NAME, label!=NAME or probability>0.8 (also >=, <, <=), in quotes");
  }

  private static void requireLabel(String label, List<String> labels, boolean unknownPossible) {
    if (labels.contains(label) || (label.equals(UNKNOWN) && unknownPossible)) {
      return;
    }
    List<String> near = NearNames.of(label, labels);
    String remedy =
        label.equals(UNKNOWN)
            ? "add --min-confidence, which decides what is unknown"
            : near.isEmpty() && labels.size() > 20
                ? "ocelli models info shows the " + labels.size() + " labels of the model"
                : NearNames.remedy(label, labels);
    throw new UsageException("the model has no such class", label, "--filter", remedy);
  }

  /**
   * The answers to a picture, with {@link #UNKNOWN} in front where the best is not sure enough.
   *
   * @param top the most probable classes, best first, at least one
   * @return no more than {@code top}
   */
  public List<Classification> judged(List<Classification> top) {
    Classification best = top.get(0);
    if (best.probability() >= least) {
      return top;
    }
    List<Classification> judged = new ArrayList<>(top.size());
    judged.add(new Classification(-1, UNKNOWN, best.probability()));
    judged.addAll(top.subList(0, top.size() - 1));
    return judged;
  }

  /** Whether a picture with these {@link #judged} answers is wanted. */
  public boolean wants(List<Classification> judged) {
    Classification first = judged.get(0);
    return (wanted.isEmpty() || wanted.contains(first.label()))
        && !unwanted.contains(first.label())
        && bounds.stream().allMatch(bound -> bound.holds(first.probability()));
  }
}
