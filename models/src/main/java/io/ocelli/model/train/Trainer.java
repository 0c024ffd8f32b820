package io.ocelli.model.train;

import io.ocelli.dataset.load.Position;
import io.ocelli.error.OcelliException;
import io.ocelli.model.learn.StepOptions;
import io.ocelli.model.learn.StepResult;
import io.ocelli.model.learn.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The training loop: steps, validation, best and last checkpoints, early stopping, a stop request
 * that loses nothing.
 *
 * <p>All randomness of a step comes from (seed, epoch, step), all order from (seed, epoch), and a
 * checkpoint holds the sums of the epoch it was taken in, so a run that was stopped anywhere and
 * continued gives the same numbers as one that was not.
 */
public final class Trainer {
  /**
   * A mean cross entropy of a step above which training counts as gone wrong: the right class has
   * exp(-1000) there, which no rate of a sensible size leads to.
   */
  private static final double HIGHEST_LOSS = 1000;

  private final Course course;
  private final TrainOptions options;
  private final Checkpoints checkpoints;
  private final List<Callback> callbacks;
  private final BooleanSupplier stopRequested;

  /** Where the loop leaves its checkpoints. */
  public interface Checkpoints {
    /**
     * The run can be continued from here.
     *
     * @param mustBeKept whether the run ends here; otherwise writing may be put off when epochs are
     *     short
     */
    void last(TrainingState state, boolean mustBeKept);

    /** This epoch is the best so far. */
    void best(TrainingState state);
  }

  /**
   * How training ended.
   *
   * @param state at the end
   * @param stopped on request, before it was done
   * @param early because nothing got better for as long as the patience
   */
  public record Ending(TrainingState state, boolean stopped, boolean early) {}

  /** A loop; {@code stopRequested} is asked after every step, and true saves and ends the run. */
  Trainer(
      Course course,
      TrainOptions options,
      Checkpoints checkpoints,
      List<Callback> callbacks,
      BooleanSupplier stopRequested) {
    this.course = course;
    this.options = options;
    this.checkpoints = checkpoints;
    this.callbacks = List.copyOf(callbacks);
    this.stopRequested = stopRequested;
  }

  /** Trains from a state (that of the learner's checkpoint, or {@link TrainingState#START}). */
  Ending run(TrainingState from) {
    TrainingState state = from;
    Course.Stage stage = course.at(Math.min(state.epoch(), options.epochs() - 1));
    int steps = Math.max(1, stage.train().samples() / options.batch());
    for (Callback callback : callbacks) {
      callback.onTrainBegin(options.epochs(), steps, from);
    }
    boolean early = isEarly(state);
    boolean stopped = false;
    while (state.epoch() < options.epochs() && !early && !stopped) {
      int epoch = state.epoch() + 1;
      stage = course.at(state.epoch());
      callbacks.forEach(callback -> callback.onEpochBegin(epoch));
      EpochRun run = new EpochRun(stage, state, steps);
      stopped = !run.steps();
      if (stopped) {
        state = run.partial();
      } else {
        EpochResult result = run.finish();
        boolean best = state.bestEpoch() == 0 || isBetter(result, state.best());
        List<EpochResult> history = new ArrayList<>(state.history());
        history.add(result);
        state =
            new TrainingState(
                epoch, 0, 0, 0, 0, 0, best ? epoch : state.bestEpoch(), history, null);
        if (best) {
          checkpoints.best(state);
        }
        callbacks.forEach(callback -> callback.onEpochEnd(result, best));
        early = isEarly(state);
        stopped = stopRequested.getAsBoolean() && epoch < options.epochs() && !early;
      }
      boolean ends = stopped || early || state.epoch() == options.epochs();
      checkpoints.last(state, ends);
    }
    TrainingState end = state;
    callbacks.forEach(callback -> callback.onTrainEnd(end));
    return new Ending(state, stopped, early);
  }

  /** Higher validation accuracy, or the same with a lower loss. */
  static boolean isBetter(EpochResult result, EpochResult best) {
    return result.valAccuracy() > best.valAccuracy()
        || (result.valAccuracy() == best.valAccuracy() && result.valLoss() < best.valLoss());
  }

  private boolean isEarly(TrainingState state) {
    return options.patience() > 0
        && state.bestEpoch() > 0
        && state.epoch() - state.bestEpoch() >= options.patience();
  }

  /** One epoch, from its first step or from where a checkpoint was taken. */
  private final class EpochRun {
    private final Course.Stage stage;
    private final TrainingState before;
    private final int nominalSteps;
    private final int epoch;
    private final long start = System.nanoTime();
    private int step;
    private double lossSum;
    private long correct;
    private long seen;
    private long seenHere;
    private double rate;
    private @Nullable Position position;

    EpochRun(Course.Stage stage, TrainingState before, int nominalSteps) {
      this.stage = stage;
      this.before = before;
      this.nominalSteps = nominalSteps;
      this.epoch = before.epoch();
      this.lossSum = before.lossSum();
      this.correct = before.correct();
      this.seen = before.seen();
      this.step = before.step();
      this.position = before.position();
    }

    /** Trains to the end of the epoch; false when a stop was requested before. */
    boolean steps() {
      try (BatchSource.Batches batches = stage.train().rest(epoch, before.step(), position)) {
        while (true) {
          BatchSource.Samples samples = batches.next();
          if (samples == null) {
            if (seen == 0) {
              throw new OcelliException(
                  "an epoch without a single readable batch",
                  stage.train().samples() + " pictures",
                  "the training part",
                  "look at the broken files with 'ocelli data info'");
            }
            return true;
          }
          step(samples);
          position = samples.after();
          if (stopRequested.getAsBoolean()) {
            return false;
          }
        }
      }
    }

    private void step(BatchSource.Samples samples) {
      int number = step + 1;
      callbacks.forEach(callback -> callback.onTrainBatchBegin(epoch + 1, number));
      rate = stage.rate().applyAsDouble(epoch + Math.min(1, (double) step / nominalSteps));
      StepResult result =
          stage
              .learner()
              .train(
                  samples.values(),
                  stage.train().shape(),
                  new Targets(samples.labels(), samples.weights()),
                  samples.size(),
                  new StepOptions(
                      rate,
                      options.optimizer().weightDecay(),
                      options.labelSmoothing(),
                      options.optimizer().clip(),
                      course.classWeights(),
                      averageDecay(),
                      Seeds.mix(options.seed(), epoch, step)));
      step++;
      lossSum += result.lossSum();
      correct += result.correct();
      seen += samples.size();
      seenHere += samples.size();
      if (!(result.lossSum() / samples.size() <= HIGHEST_LOSS)) {
        throw diverged(result.lossSum() / samples.size());
      }
      Callback.BatchEnd end =
          new Callback.BatchEnd(
              epoch + 1,
              step,
              nominalSteps,
              lossSum / seen,
              (double) correct / seen,
              seenHere / Math.max(1e-9, secondsHere()));
      callbacks.forEach(callback -> callback.onTrainBatchEnd(end));
    }

    private OcelliException diverged(double loss) {
      String layer =
          stage
              .learner()
              .firstBrokenLayer()
              .map(name -> ", first in layer '" + name + "'")
              .orElse("");
      return new OcelliException(
          Double.isFinite(loss) ? "the loss has run away" : "the loss is no longer a number",
          "loss %.3g in epoch %d, step %d%s".formatted(loss, epoch + 1, step, layer),
          "training with learning rate %.3g".formatted(rate),
          before.bestEpoch() == 0
              ? "a lower --lr, or --clip 1; no epoch was complete, so nothing was kept"
              : "a lower --lr, or --clip 1; epoch %d, the best before, is kept in weights/best.zip, of which 'ocelli export' makes a model"
                  .formatted(before.bestEpoch()));
    }

    /** At first the average forgets fast, so that it does not hold on to where training began. */
    private double averageDecay() {
      double steps = (double) epoch * nominalSteps + step;
      return Math.min(options.average(), (1 + steps) / (10 + steps));
    }

    EpochResult finish() {
      double speed = seen / Math.max(1e-9, before.seconds() + secondsHere());
      callbacks.forEach(callback -> callback.onTestBegin(epoch + 1));
      double[] val = validate(stage);
      callbacks.forEach(callback -> callback.onTestEnd(epoch + 1, val[0], val[1]));
      return new EpochResult(
          epoch + 1,
          lossSum / seen,
          (double) correct / seen,
          val[0],
          val[1],
          rate,
          speed,
          before.seconds() + secondsHere());
    }

    TrainingState partial() {
      return new TrainingState(
          before.epoch(),
          step,
          lossSum,
          correct,
          seen,
          before.seconds() + secondsHere(),
          before.bestEpoch(),
          before.history(),
          position);
    }

    private double secondsHere() {
      return (System.nanoTime() - start) / 1e9;
    }
  }

  /** Mean cross entropy and accuracy over the validation part. */
  private static double[] validate(Course.Stage stage) {
    BatchSource validation = stage.validation();
    double loss = 0;
    long correct = 0;
    long seen = 0;
    try (BatchSource.Batches batches = validation.epoch(0)) {
      for (BatchSource.Samples samples = batches.next();
          samples != null;
          samples = batches.next()) {
        float[][] rows =
            stage.learner().probabilities(samples.values(), validation.shape(), samples.size());
        for (int i = 0; i < samples.size(); i++) {
          int label = samples.labels()[i];
          loss -= Math.log(Math.max(rows[i][label], 1e-7));
          correct += argmax(rows[i]) == label ? 1 : 0;
          seen++;
        }
      }
    }
    if (seen == 0) {
      throw new OcelliException(
          "no readable validation picture",
          validation.samples() + " pictures",
          "the validation part",
          "look at the broken files with 'ocelli data info'");
    }
    return new double[] {loss / seen, (double) correct / seen};
  }

  private static int argmax(float[] row) {
    int best = 0;
    for (int k = 1; k < row.length; k++) {
      if (row[k] > row[best]) {
        best = k;
      }
    }
    return best;
  }
}
