package io.ocelli.model.train;

import io.ocelli.dataset.load.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a training run stands, enough to continue exactly: epoch, step within it, what the epoch
 * has summed up so far, the history and the best epoch. The weights and the optimiser's state lie
 * beside it in the checkpoint.
 *
 * @param epoch epochs that are complete
 * @param step steps done in the epoch that has begun
 * @param lossSum sum of the cross entropy over the samples seen in it
 * @param correct right answers among them
 * @param seen samples seen in it
 * @param seconds spent in it
 * @param bestEpoch the epoch with the best validation accuracy, 0 before the first
 * @param history one result a complete epoch
 * @param position of the loader in the epoch that has begun; null before it, or where the samples
 *     have none
 */
public record TrainingState(
    int epoch,
    int step,
    double lossSum,
    long correct,
    long seen,
    double seconds,
    int bestEpoch,
    List<EpochResult> history,
    @Nullable Position position) {
  /** Before the first step. */
  public static final TrainingState START = new TrainingState(0, 0, 0, 0, 0, 0, 0, List.of(), null);

  /** Copies the history. */
  public TrainingState {
    history = List.copyOf(history);
  }

  /** The result of the best epoch; the run must have completed one. */
  public EpochResult best() {
    return history.get(bestEpoch - 1);
  }
}
