package io.ocelli.app.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The epochs of a training, in order, and the one whose weights were kept.
 *
 * @param epochs in ascending order; empty when nothing was trained
 * @param bestEpoch number of the epoch whose weights were kept; 0 when there is none
 */
public record TrainingHistory(List<Epoch> epochs, int bestEpoch) {
  /** No training, as for an evaluation. */
  public static final TrainingHistory NONE = new TrainingHistory(List.of(), 0);

  public TrainingHistory {
    epochs = List.copyOf(epochs);
  }

  /**
   * Takes the epoch of the highest validation accuracy as the best; ties: the lower validation
   * loss, then the earlier epoch. Where nothing was validated, training figures decide.
   */
  public static TrainingHistory of(List<Epoch> epochs) {
    Comparator<Epoch> better =
        Comparator.comparingDouble((Epoch e) -> high(e.valAccuracy(), e.trainAccuracy()))
            .thenComparing(Comparator.comparingDouble(TrainingHistory::loss).reversed())
            .thenComparing(Comparator.comparingInt(Epoch::epoch).reversed());
    return new TrainingHistory(epochs, epochs.stream().max(better).map(Epoch::epoch).orElse(0));
  }

  private static double high(double val, double train) {
    return Double.isFinite(val) ? val : Double.isFinite(train) ? train : -1;
  }

  private static double loss(Epoch e) {
    return Double.isFinite(e.valLoss())
        ? e.valLoss()
        : Double.isFinite(e.trainLoss()) ? e.trainLoss() : Double.MAX_VALUE;
  }

  /** Whether nothing was trained. */
  public boolean isEmpty() {
    return epochs.isEmpty();
  }

  /** The epoch whose weights were kept. */
  public Optional<Epoch> best() {
    return epochs.stream().filter(e -> e.epoch() == bestEpoch).findFirst();
  }

  /** The last epoch. */
  public Optional<Epoch> last() {
    return isEmpty() ? Optional.empty() : Optional.of(epochs.get(epochs.size() - 1));
  }
}
