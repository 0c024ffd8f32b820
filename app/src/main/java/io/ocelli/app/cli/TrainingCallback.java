package io.ocelli.app.cli;

import io.ocelli.app.progress.ProgressMode;
import io.ocelli.app.progress.TrainingProgress;
import io.ocelli.app.report.Epoch;
import io.ocelli.app.report.ResultsCsv;
import io.ocelli.model.train.Callback;
import io.ocelli.model.train.EpochResult;
import io.ocelli.model.train.TrainingState;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Shows the progress of training and writes {@code results.csv}. */
final class TrainingCallback implements Callback, AutoCloseable {
  private final Path results;
  private final ProgressMode mode;
  private final int imagesPerEpoch;
  private final int batch;
  private @Nullable TrainingProgress progress;
  private @Nullable ResultsCsv csv;

  TrainingCallback(Path results, ProgressMode mode, int imagesPerEpoch, int batch) {
    this.results = results;
    this.mode = mode;
    this.imagesPerEpoch = imagesPerEpoch;
    this.batch = batch;
  }

  @Override
  public void onTrainBegin(int epochs, int stepsPerEpoch, TrainingState from) {
    progress = new TrainingProgress(mode, epochs, imagesPerEpoch);
    csv = from.epoch() == 0 ? ResultsCsv.start(results) : ResultsCsv.resume(results, from.epoch());
  }

  @Override
  public void onEpochBegin(int epoch) {
    if (progress != null) {
      progress.epochStarted(epoch);
    }
  }

  @Override
  public void onTrainBatchEnd(BatchEnd end) {
    if (progress != null) {
      progress.step(
          Math.min(imagesPerEpoch, (long) end.step() * batch), end.loss(), end.accuracy());
    }
  }

  @Override
  public void onEpochEnd(EpochResult result, boolean best) {
    Epoch epoch = epoch(result);
    if (csv != null) {
      csv.append(epoch);
    }
    if (progress != null) {
      progress.epochFinished(epoch, best);
    }
  }

  static Epoch epoch(EpochResult r) {
    return new Epoch(
        r.epoch(),
        r.trainLoss(),
        r.trainAccuracy(),
        r.valLoss(),
        r.valAccuracy(),
        r.learningRate(),
        r.imagesPerSecond(),
        r.seconds());
  }

  @Override
  public void close() {
    if (progress != null) {
      progress.close();
    }
  }
}
