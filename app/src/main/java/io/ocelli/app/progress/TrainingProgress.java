package io.ocelli.app.progress;

import io.ocelli.app.report.Epoch;
import java.io.PrintStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The epochs of a training on stderr. On a terminal a bar moves through the batches of an epoch
 * (loss, accuracy, images/s, time left); everywhere one line stays for each finished epoch.
 *
 * <pre>
 * epoch  3/30  train loss 0.4120 acc 0.8730  val loss 0.3820 acc 0.8910  412 img/s  7.5 s  left 3 min 23 s  best
 * </pre>
 *
 * Call from one thread.
 */
public final class TrainingProgress implements AutoCloseable {
  private final PrintStream err;
  private final ProgressMode mode;
  private final int epochs;
  private final long imagesPerEpoch;
  private @Nullable Bar bar;
  private long epochStart;
  private volatile double loss = Double.NaN;
  private volatile double accuracy = Double.NaN;
  private double secondsSeen;
  private int epochsSeen;

  /**
   * To stderr.
   *
   * @param epochs the last epoch's number, as far as is known
   * @param imagesPerEpoch training pictures
   */
  public TrainingProgress(ProgressMode mode, int epochs, long imagesPerEpoch) {
    this(System.err, mode, epochs, imagesPerEpoch);
  }

  /** To another stream than {@link System#err}. */
  public TrainingProgress(PrintStream err, ProgressMode mode, int epochs, long imagesPerEpoch) {
    this.err = err;
    this.mode = mode;
    this.epochs = epochs;
    this.imagesPerEpoch = imagesPerEpoch;
  }

  /** Before the first batch of an epoch, counted from 1. */
  public void epochStarted(int epoch) {
    closeBar();
    loss = Double.NaN;
    accuracy = Double.NaN;
    epochStart = System.nanoTime();
    if (mode == ProgressMode.BAR) {
      bar = new Bar(err, title(epoch), imagesPerEpoch, done -> tail(epoch, done));
    }
  }

  /**
   * After a batch.
   *
   * @param images pictures of this epoch done so far
   * @param meanLoss mean training loss of this epoch so far; NaN when not known
   * @param meanAccuracy likewise, 0 to 1
   */
  public void step(long images, double meanLoss, double meanAccuracy) {
    loss = meanLoss;
    accuracy = meanAccuracy;
    if (bar != null) {
      bar.stepTo(images);
    }
  }

  /**
   * After an epoch and its validation.
   *
   * @param best whether its weights are the best so far
   */
  public void epochFinished(Epoch epoch, boolean best) {
    closeBar();
    secondsSeen += epoch.seconds();
    epochsSeen++;
    if (mode == ProgressMode.QUIET) {
      return;
    }
    StringBuilder line = new StringBuilder(title(epoch.epoch()));
    line.append("  train loss ").append(Words.figure(epoch.trainLoss()));
    line.append(" acc ").append(Words.figure(epoch.trainAccuracy()));
    line.append("  val loss ").append(Words.figure(epoch.valLoss()));
    line.append(" acc ").append(Words.figure(epoch.valAccuracy()));
    line.append("  ").append(Words.rate(epoch.imagesPerSecond())).append(" img/s");
    line.append("  ").append(Words.duration(ofSeconds(epoch.seconds())));
    if (epoch.epoch() < epochs) {
      double left = secondsSeen / epochsSeen * (epochs - epoch.epoch());
      line.append("  left ").append(Words.duration(ofSeconds(left)));
    }
    line.append(best ? "  best" : "");
    err.println(line);
  }

  /** A line between the epochs; nothing in quiet mode. */
  public void note(String text) {
    closeBar();
    if (mode != ProgressMode.QUIET) {
      err.println(text);
    }
  }

  /** Takes the bar off the terminal. */
  @Override
  public void close() {
    closeBar();
  }

  private void closeBar() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  private String title(int epoch) {
    int width = Integer.toString(epochs).length();
    return String.format(java.util.Locale.ROOT, "epoch %" + width + "d/%d", epoch, epochs);
  }

  private String tail(int epoch, long done) {
    double seconds = (System.nanoTime() - epochStart) / 1e9;
    StringBuilder tail = new StringBuilder();
    if (!Double.isNaN(loss)) {
      tail.append(String.format(java.util.Locale.ROOT, "loss %.3f acc %.3f ", loss, accuracy));
    }
    if (done > 0 && seconds > 0) {
      double perImage = seconds / done;
      tail.append(Words.rate(1 / perImage)).append(" img/s ");
      double images = (double) imagesPerEpoch * (epochs - epoch) + imagesPerEpoch - done;
      tail.append(Words.duration(ofSeconds(images * perImage))).append(" left");
    }
    return tail.toString();
  }

  private static Duration ofSeconds(double seconds) {
    return Double.isFinite(seconds) ? Duration.ofMillis((long) (seconds * 1000)) : Duration.ZERO;
  }
}
