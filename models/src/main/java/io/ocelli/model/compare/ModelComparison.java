package io.ocelli.model.compare;

import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.Sample;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.model.Classification;
import io.ocelli.model.Classifier;
import io.ocelli.model.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs two classifiers over the same pictures and says how their answers differ: whether a
 * quantised, converted or newly trained model may take the place of another.
 *
 * <p>Pictures go through both models in turns, a few at a time, so memory does not grow with their
 * number and whatever else the machine does slows both alike. Neither model's first few pictures
 * count for its speed.
 */
public final class ModelComparison {
  private static final int TURN = 64;
  private static final int FIRST_LABELS = 5;

  private final Classifier first;
  private final Classifier second;
  private final int[] place;

  /**
   * The models stay the caller's.
   *
   * @throws UsageException when they do not have the same classes
   */
  public ModelComparison(Classifier first, Classifier second) {
    this.first = first;
    this.second = second;
    this.place = places(first.labels(), second.labels(), second.file().toString());
  }

  /** For each class of the first model its place in the second. */
  private static int[] places(List<String> first, List<String> second, String origin) {
    int[] places = new int[first.size()];
    Map<String, Integer> known = new HashMap<>();
    for (int i = 0; i < second.size(); i++) {
      known.put(second.get(i), i);
    }
    boolean unique = known.size() == second.size() && new HashSet<>(first).equals(known.keySet());
    if (first.size() != second.size() || !(unique || first.equals(second))) {
      List<String> strange = first.stream().filter(name -> !known.containsKey(name)).toList();
      throw new UsageException(
          "the models do not have the same classes",
          first.size()
              + " and "
              + second.size()
              + " classes"
              + (strange.isEmpty() ? "" : ", '" + strange.get(0) + "' only in the first"),
          origin,
          "compare models with the same labels");
    }
    for (int i = 0; i < places.length; i++) {
      places[i] = unique ? known.getOrDefault(first.get(i), i) : i;
    }
    return places;
  }

  /**
   * Compares them on pictures.
   *
   * @param samples the pictures; their labels are indices into {@code classes}
   * @param classes names of the right labels, in any order; null when they are not known. Accuracy
   *     is only told when the models know all of them
   * @param progress is told how many pictures are done
   */
  public Comparison on(List<Sample> samples, @Nullable List<String> classes, IntConsumer progress) {
    boolean judged = classes != null && first.labels().containsAll(classes);
    Tally tally = new Tally(judged && classes != null ? classes : List.of());
    for (int at = 0; at < samples.size(); at += TURN) {
      List<Sample> turn = samples.subList(at, Math.min(samples.size(), at + TURN));
      boolean swap = at / TURN % 2 == 1;
      @Nullable Outcome[] mine = new @Nullable Outcome[turn.size()];
      @Nullable Outcome[] other = new @Nullable Outcome[turn.size()];
      if (swap) {
        tally.secondNanos += run(second, turn, other);
        tally.firstNanos += run(first, turn, mine);
      } else {
        tally.firstNanos += run(first, turn, mine);
        tally.secondNanos += run(second, turn, other);
      }
      if (at == 0 && samples.size() > TURN) {
        // The first turn warmed both up.
        tally.firstNanos = 0;
        tally.secondNanos = 0;
        tally.timedFrom = TURN;
      }
      for (int i = 0; i < turn.size(); i++) {
        tally.add(turn.get(i), mine[i], other[i]);
      }
      progress.accept(at + turn.size());
    }
    return tally.result(samples.size());
  }

  private static long run(Classifier model, List<Sample> turn, @Nullable Outcome[] outcomes) {
    List<ByteSource> sources = turn.stream().map(Sample::source).toList();
    int[] next = {0};
    long start = System.nanoTime();
    model.classifyAll(sources, FIRST_LABELS, outcome -> outcomes[next[0]++] = outcome);
    return System.nanoTime() - start;
  }

  private final class Tally {
    private final List<String> classes;
    private final List<Difference> differences = new ArrayList<>();
    private long firstNanos;
    private long secondNanos;
    private int timedFrom;
    private int pictures;
    private int agreed;
    private int ordered;
    private int firstRight;
    private int secondRight;
    private double sum;
    private double largest;
    private String largestAt = "";

    Tally(List<String> classes) {
      this.classes = classes;
    }

    void add(Sample sample, @Nullable Outcome mine, @Nullable Outcome other) {
      if (!(mine instanceof Outcome.Classified a) || !(other instanceof Outcome.Classified b)) {
        return;
      }
      pictures++;
      for (int i = 0; i < place.length; i++) {
        double difference = Math.abs(a.probabilities()[i] - (double) b.probabilities()[place[i]]);
        sum += difference;
        if (difference > largest) {
          largest = difference;
          largestAt = sample.path();
        }
      }
      Classification top = a.predictions().get(0);
      Classification otherTop = b.predictions().get(0);
      if (place[top.index()] == otherTop.index()) {
        agreed++;
      } else if (differences.size() < Comparison.MOST_DIFFERENCES) {
        differences.add(
            new Difference(
                sample.path(),
                top.label(),
                top.probability(),
                otherTop.label(),
                otherTop.probability()));
      }
      ordered += sameOrder(a.predictions(), b.predictions()) ? 1 : 0;
      if (!classes.isEmpty()) {
        String right = classes.get(sample.label());
        firstRight += top.label().equals(right) ? 1 : 0;
        secondRight += otherTop.label().equals(right) ? 1 : 0;
      }
    }

    private boolean sameOrder(List<Classification> mine, List<Classification> other) {
      for (int i = 0; i < mine.size(); i++) {
        if (place[mine.get(i).index()] != other.get(i).index()) {
          return false;
        }
      }
      return true;
    }

    Comparison result(int all) {
      double n = pictures;
      int timed = all - timedFrom;
      return new Comparison(
          pictures,
          all - pictures,
          agreed / n,
          ordered / n,
          sum / (n * place.length),
          largest,
          largestAt,
          side(first, firstRight / n, timed / (firstNanos / 1e9)),
          side(second, secondRight / n, timed / (secondNanos / 1e9)),
          differences);
    }

    private Comparison.Side side(Classifier model, double accuracy, double speed) {
      try {
        return new Comparison.Side(
            model.file().toString(),
            Files.size(model.file()),
            classes.isEmpty() ? Double.NaN : accuracy,
            speed);
      } catch (IOException e) {
        throw new OcelliException(
            "the model file is gone",
            String.valueOf(e.getMessage()),
            model.file().toString(),
            "leave it in place while it is compared",
            e);
      }
    }
  }
}
