package io.ocelli.app.report;

import static io.ocelli.app.report.Remark.Kind.GOOD;
import static io.ocelli.app.report.Remark.Kind.NOTE;
import static io.ocelli.app.report.Remark.Kind.WARNING;

import io.ocelli.metric.ClassMetrics;
import io.ocelli.metric.ClassificationReport;
import io.ocelli.metric.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the figures of a run say in plain words. All thresholds stand here:
 *
 * <ul>
 *   <li><b>few pictures measured</b>: the 95 % interval of the accuracy is wider than {@value
 *       #WIDE_INTERVAL}; a warning from {@value #VERY_WIDE_INTERVAL}.
 *   <li><b>no better than a guess</b>: the accuracy does not exceed the share of the largest class;
 *       or it is less than {@value #BASELINE_MARGIN} above a given baseline.
 *   <li><b>overfitting</b>: in the kept epoch training accuracy is more than {@value #GAP} above
 *       validation (a note), a warning from {@value #WIDE_GAP}; or after its minimum validation
 *       loss rose by a quarter.
 *   <li><b>underfitting</b>: in the kept epoch training accuracy is below {@value #LOW_TRAIN} and
 *       not above validation by more than {@value #SMALL_GAP}.
 *   <li><b>still improving</b>: the kept epoch is among the last tenth (at least the last) and the
 *       validation loss of the last third of the epochs is at least 5 % below that of the third
 *       before; from 6 epochs up, and not where the loss rose.
 *   <li><b>unbalanced</b>: the largest training class has {@value #IMBALANCE} times the pictures of
 *       the smallest, or more.
 *   <li><b>few pictures of a class</b>: fewer than {@value #FEW_TRAIN} to train with, or fewer than
 *       {@value #FEW_MEASURED} to measure with.
 *   <li><b>weak classes</b>: recall below one half with at least {@value #FEW_MEASURED} pictures.
 *   <li><b>probabilities</b>: a calibration error above {@value #MISCALIBRATED}, from 100 pictures
 *       up.
 * </ul>
 */
public final class Remarks {
  private static final double WIDE_INTERVAL = 0.08;
  private static final double VERY_WIDE_INTERVAL = 0.2;
  private static final double BASELINE_MARGIN = 0.05;
  private static final double GAP = 0.08;
  private static final double WIDE_GAP = 0.2;
  private static final double SMALL_GAP = 0.03;
  private static final double LOW_TRAIN = 0.85;
  private static final double LOSS_RISE = 1.25;
  private static final double IMPROVING = 0.95;
  private static final int IMBALANCE = 4;
  private static final int FEW_TRAIN = 20;
  private static final int FEW_MEASURED = 5;
  private static final double WEAK = 0.5;
  private static final double MISCALIBRATED = 0.1;

  private final ClassifierRun run;
  private final ClassificationReport metrics;
  private final List<Remark> remarks = new ArrayList<>();
  private boolean lossRose;

  private Remarks(ClassifierRun run) {
    this.run = run;
    this.metrics = run.evaluation().metrics();
  }

  /** The remarks on a run, those that matter most first. */
  public static List<Remark> on(ClassifierRun run) {
    Remarks remarks = new Remarks(run);
    remarks.sampleSize();
    remarks.guess();
    remarks.fit();
    remarks.stillImproving();
    remarks.balance();
    remarks.fewPictures();
    remarks.weakClasses();
    remarks.calibration();
    remarks.failures();
    remarks.remarks.sort(Comparator.comparing(Remark::kind));
    return List.copyOf(remarks.remarks);
  }

  private void add(Remark.Kind kind, String title, String text) {
    remarks.add(new Remark(kind, title, text));
  }

  private void sampleSize() {
    Interval interval = metrics.accuracyInterval();
    if (interval.width() > WIDE_INTERVAL) {
      add(
          interval.width() > VERY_WIDE_INTERVAL ? WARNING : NOTE,
          "Measured on few pictures",
          String.format(
              Locale.ROOT,
              "With %,d pictures the accuracy of %s is only known to lie between %s and %s (95 %%"
                  + " interval). Smaller differences between two runs mean nothing; measure on more"
                  + " pictures to tell them apart.",
              metrics.samples(),
              percent(metrics.accuracy()),
              percent(interval.low()),
              percent(interval.high())));
    }
  }

  private void guess() {
    if (metrics.labels().size() > 1) {
      double largest =
          metrics.perClass().stream().mapToLong(ClassMetrics::support).max().orElse(0)
              / (double) metrics.samples();
      if (largest < 1 && metrics.accuracy() <= largest) {
        add(
            WARNING,
            "No better than always naming the largest class",
            "That guess would be right for "
                + percent(largest)
                + " of these pictures, the model is for "
                + percent(metrics.accuracy())
                + ". Check the labels and the learning rate.");
      }
    }
    Baseline baseline = run.evaluation().baseline();
    if (baseline != null) {
      boolean close = metrics.accuracy() - baseline.accuracy() < BASELINE_MARGIN;
      add(
          close ? WARNING : GOOD,
          close ? "Hardly better than a simple guess" : "Clearly better than a simple guess",
          String.format(
              Locale.ROOT,
              "A guess by %s is right for %s of the same pictures, the model for %s.%s",
              baseline.name(),
              percent(baseline.accuracy()),
              percent(metrics.accuracy()),
              close
                  ? " Either the model has learnt little, or the pictures give their class away by"
                      + " something as simple as that."
                  : ""));
    }
  }

  private void fit() {
    Epoch kept = run.history().best().orElse(null);
    if (kept == null
        || !Double.isFinite(kept.trainAccuracy())
        || !Double.isFinite(kept.valAccuracy())) {
      return;
    }
    double gap = kept.trainAccuracy() - kept.valAccuracy();
    String both =
        String.format(
            Locale.ROOT,
            "In epoch %d, whose weights were kept, the model is right for %s of the training"
                + " pictures and %s of the validation pictures.",
            kept.epoch(),
            percent(kept.trainAccuracy()),
            percent(kept.valAccuracy()));
    if (gap > GAP) {
      add(
          gap > WIDE_GAP ? WARNING : NOTE,
          "Overfitting: it knows the training pictures better than new ones",
          both
              + " More pictures help most; random changes while training (augmentation), more"
              + " dropout, a smaller network or a pretrained one help too.");
    } else if (kept.trainAccuracy() < LOW_TRAIN && gap <= SMALL_GAP) {
      add(
          NOTE,
          "Underfitting: it does not yet fit the training pictures",
          both
              + " Train longer, or with a higher learning rate, larger pictures, a larger or a"
              + " pretrained network, or with weaker augmentation.");
    } else if (gap <= GAP) {
      add(GOOD, "Training and validation agree", both);
    }
    lossRise();
  }

  private void lossRise() {
    List<Epoch> measured =
        run.history().epochs().stream().filter(e -> Double.isFinite(e.valLoss())).toList();
    if (measured.isEmpty()) {
      return;
    }
    Epoch lowest = measured.stream().min(Comparator.comparingDouble(Epoch::valLoss)).orElseThrow();
    Epoch last = measured.get(measured.size() - 1);
    if (last.epoch() - lowest.epoch() >= 2 && last.valLoss() > LOSS_RISE * lowest.valLoss()) {
      lossRose = true;
      add(
          NOTE,
          "Validation loss turned upwards",
          String.format(
              Locale.ROOT,
              "It was lowest in epoch %d (%.3f) and is %.3f in the last: from there on the model"
                  + " learns the training pictures by heart. Fewer epochs would do.",
              lowest.epoch(),
              lowest.valLoss(),
              last.valLoss()));
    }
  }

  private void stillImproving() {
    List<Epoch> epochs = run.history().epochs();
    int n = epochs.size();
    if (n < 6 || lossRose) {
      return;
    }
    int third = n / 3;
    double before = meanLoss(epochs.subList(n - 2 * third, n - third));
    double end = meanLoss(epochs.subList(n - third, n));
    int tenth = Math.max(1, n / 10);
    boolean late = run.history().bestEpoch() > epochs.get(n - 1).epoch() - tenth;
    if (late && end < IMPROVING * before) {
      add(
          NOTE,
          "It was still improving when training ended",
          String.format(
              Locale.ROOT,
              "The best epoch is %d of %d and validation loss was still falling. More epochs should"
                  + " give a better model.",
              run.history().bestEpoch(),
              epochs.get(n - 1).epoch()));
    }
  }

  private static double meanLoss(List<Epoch> epochs) {
    return epochs.stream().mapToDouble(Epoch::valLoss).average().orElse(Double.NaN);
  }

  private void balance() {
    List<Integer> train = run.data().counts().getOrDefault("train", List.of());
    if (train.size() < 2) {
      return;
    }
    int small = indexOf(train, false);
    int large = indexOf(train, true);
    if (train.get(small) > 0 && train.get(large) >= IMBALANCE * train.get(small)) {
      add(
          NOTE,
          "Unbalanced classes",
          String.format(
              Locale.ROOT,
              "'%s' has %,d training pictures, '%s' only %,d. Accuracy then hides how the small"
                  + " classes fare: look at macro F1 (%s) and the table by class.",
              name(large),
              train.get(large),
              name(small),
              train.get(small),
              percent(metrics.macro().f1())));
    }
  }

  private static int indexOf(List<Integer> counts, boolean largest) {
    Comparator<Integer> byCount = Comparator.comparing(counts::get);
    return IntStream.range(0, counts.size())
        .boxed()
        .min(largest ? byCount.reversed() : byCount)
        .orElseThrow();
  }

  private void fewPictures() {
    List<Integer> train = run.data().counts().getOrDefault("train", List.of());
    List<Integer> few =
        IntStream.range(0, train.size()).filter(c -> train.get(c) < FEW_TRAIN).boxed().toList();
    if (!few.isEmpty()) {
      add(
          NOTE,
          "Few pictures to learn from",
          few.size()
              + (few.size() == 1 ? " class has" : " classes have")
              + " fewer than "
              + FEW_TRAIN
              + " training pictures: "
              + names(few)
              + ".");
    }
    List<Integer> unmeasured =
        IntStream.range(0, metrics.perClass().size())
            .filter(c -> metrics.perClass().get(c).support() < FEW_MEASURED)
            .boxed()
            .toList();
    if (!unmeasured.isEmpty() && unmeasured.size() < metrics.perClass().size()) {
      add(
          NOTE,
          "Classes that were hardly measured",
          unmeasured.size()
              + (unmeasured.size() == 1 ? " class has" : " classes have")
              + " fewer than "
              + FEW_MEASURED
              + " pictures in this split, too few for figures of their own: "
              + names(unmeasured)
              + ".");
    }
  }

  private void weakClasses() {
    List<Integer> weak =
        IntStream.range(0, metrics.perClass().size())
            .filter(c -> metrics.perClass().get(c).support() >= FEW_MEASURED)
            .filter(c -> metrics.perClass().get(c).recall() < WEAK)
            .boxed()
            .sorted(Comparator.comparingDouble(c -> metrics.perClass().get(c).recall()))
            .toList();
    if (!weak.isEmpty()) {
      add(
          weak.size() * 2 > metrics.perClass().size() ? WARNING : NOTE,
          "Classes that are missed more often than found",
          names(weak)
              + ". Look at their mistakes below: wrong labels, or classes that look alike in these"
              + " pictures?");
    }
  }

  private void calibration() {
    if (metrics.samples() >= 100 && metrics.calibrationError() > MISCALIBRATED) {
      double meanProbability =
          run.evaluation().predictions().stream()
              .mapToDouble(Prediction::probability)
              .average()
              .orElse(metrics.accuracy());
      add(
          NOTE,
          "Probabilities should not be taken at their word",
          String.format(
              Locale.ROOT,
              "The model is on average %s sure and right in %s of the cases (expected calibration"
                  + " error %.2f). Use them to rank answers, not as odds.",
              percent(meanProbability),
              percent(metrics.accuracy()),
              metrics.calibrationError()));
    }
  }

  private void failures() {
    int n = run.data().failures().size();
    if (n > 0) {
      add(
          NOTE,
          n == 1 ? "One picture could not be read" : n + " pictures could not be read",
          "They are left out of every figure here and listed under 'Data'.");
    }
  }

  private String names(List<Integer> classes) {
    String some =
        classes.stream().limit(4).map(c -> "'" + name(c) + "'").collect(Collectors.joining(", "));
    return classes.size() <= 4 ? some : some + " and " + (classes.size() - 4) + " more";
  }

  private String name(int index) {
    return Html.shortened(metrics.labels().get(index), 60);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f\u00a0%%", 100 * share); // does not break
  }
}
