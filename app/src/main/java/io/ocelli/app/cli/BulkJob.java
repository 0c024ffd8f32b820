package io.ocelli.app.cli;

import io.ocelli.app.job.JobFile.Checkpoint;
import io.ocelli.app.job.Progress;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What every job over many inputs does, whatever is made of them: counts, says how far it is, lets
 * others see the results twice a second, writes down where it can be continued, and ends in order
 * when Ctrl-C is pressed.
 */
final class BulkJob implements AutoCloseable {
  private static final long REMARK_EVERY_NANOS = 5_000_000_000L;
  private static final long FIRST_CHECKPOINT_MILLIS = 900;
  private static final long CHECKPOINT_EVERY_MILLIS = 500;

  private final Terminal terminal;
  private final SourceStream sources;
  private final InputFeed feed;
  private final ClassifyFolder folder;
  private final List<JobOutput> outputs;
  private final String verb;

  /** Held while an input is written and while it is looked how far the files are. */
  private final Object writing = new Object();

  private final Progress progress = new Progress();
  private final ScheduledExecutorService clock;
  private long started = System.nanoTime();
  private long nextRemark = started + REMARK_EVERY_NANOS;
  private long before;
  private long recorded;
  private boolean failedBeside;
  private boolean finished;
  private volatile @Nullable RuntimeException broken;

  /**
   * Prepares.
   *
   * @param verb what is done with the pictures, for the error that names the command
   */
  BulkJob(
      Terminal terminal,
      SourceStream sources,
      ClassifyFolder folder,
      List<? extends JobOutput> outputs,
      String verb) {
    this.terminal = terminal;
    this.sources = sources;
    this.folder = folder;
    this.outputs = List.copyOf(outputs);
    this.verb = verb;
    feed = new InputFeed(sources);
    clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "ocelli-checkpoint");
              thread.setDaemon(true);
              return thread;
            });
    Interrupt.heed();
  }

  /** What is done with all inputs: it calls {@link #step} for each, in order. */
  interface Work {
    void on(InputFeed feed) throws IOException;
  }

  /** What is done with one input. */
  interface Step {
    /**
     * Writes it down.
     *
     * @return why it failed; null when it went well
     */
    @Nullable String write(long position) throws IOException;
  }

  /** Ctrl-C was pressed: carries the calling thread out of the work. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped() {
      super("stopped", null, false, false);
    }
  }

  /** Goes through the inputs that are left, and returns an {@link ExitCode}. */
  int run(Work work) throws IOException {
    skipWhatIsDone();
    started = System.nanoTime();
    nextRemark = started + REMARK_EVERY_NANOS;
    ScheduledFuture<?> checkpoints =
        clock.scheduleWithFixedDelay(
            this::checkpoint,
            FIRST_CHECKPOINT_MILLIS,
            CHECKPOINT_EVERY_MILLIS,
            TimeUnit.MILLISECONDS);
    try {
      work.on(feed);
      checkpoints.cancel(false);
    } catch (Stopped stopped) {
      finish();
      return ExitCode.INTERRUPTED;
    }
    finish();
    return progress.failed() == 0 && !failedBeside ? ExitCode.DONE : ExitCode.SOME_FAILED;
  }

  private void skipWhatIsDone() {
    Progress.Mark mark = null;
    for (JobOutput output : outputs) {
      mark = output.resumed() == null ? mark : output.resumed();
    }
    if (mark == null) {
      return;
    }
    for (long i = 0; i < mark.inputs(); i++) {
      if (!sources.hasNext()) {
        throw changed(mark.inputs() + " were done, and now there are only " + i);
      }
      progress.skip(sources.next().name());
    }
    if (!progress.mark().names().equals(mark.names())) {
      throw changed("the first " + mark.inputs() + " are not those that were done");
    }
    progress.carryOver(mark);
    before = mark.inputs();
    recorded = before;
    terminal.remark("going on after " + before + " inputs");
  }

  private static UsageException changed(String how) {
    return new UsageException(
        "the sources have changed since the job was interrupted",
        how,
        "--resume",
        "give the same sources in the same order, or leave --resume out to begin anew");
  }

  /** Writes down what became of the next input. */
  void step(InputFeed.Input input, Step step) {
    synchronized (writing) {
      String name = input.source().name();
      String problem;
      try {
        problem = step.write(progress.inputs());
      } catch (IOException e) {
        throw FileErrors.of("the results cannot be written", verb, e);
      }
      progress.add(name, problem == null);
      if (problem != null) {
        tellFailed(name, problem);
      }
      outputs.forEach(JobOutput::sent);
    }
    RuntimeException failure = broken;
    if (failure != null) {
      throw failure;
    }
    remarkNowAndThen();
    if (Interrupt.requested()) {
      throw new Stopped();
    }
  }

  /** Something else went wrong with an input whose results are written. */
  void failedBeside(String name, String problem) {
    failedBeside = true;
    tellFailed(name, problem);
  }

  private void tellFailed(String name, String problem) {
    terminal.warn("failed: " + Columns.printable(name + ": " + problem));
    try {
      folder.failed(name, problem);
    } catch (IOException e) {
      throw FileErrors.of("the failures cannot be written", "errors.csv", e);
    }
  }

  private void checkpoint() {
    List<Checkpoint> reached = new ArrayList<>();
    int at = 0;
    try {
      synchronized (writing) {
        if (finished || progress.inputs() == recorded) {
          return;
        }
        recorded = progress.inputs();
        for (; at < outputs.size(); at++) {
          reached.add(outputs.get(at).reached(progress.mark()));
        }
      }
      for (at = 0; at < outputs.size(); at++) {
        outputs.get(at).record(reached.get(at));
      }
    } catch (IOException e) {
      broken = outputs.get(Math.min(at, outputs.size() - 1)).failed(e);
    } catch (RuntimeException e) {
      broken = e;
    }
  }

  private void remarkNowAndThen() {
    long now = System.nanoTime();
    if (now >= nextRemark) {
      nextRemark = now + REMARK_EVERY_NANOS;
      terminal.remark(progress(now) + " ...");
    }
  }

  private String progress(long now) {
    double seconds = (now - started) / 1e9;
    long total = sources.total();
    long failed = progress.failed();
    return String.format(
        Locale.ROOT,
        "%d%s pictures%s in %.1f s (%.0f images/s)",
        progress.done(),
        total < 0 ? "" : " of " + total,
        failed == 0 ? "" : ", " + failed + " failed,",
        seconds,
        (progress.done() + failed - before) / Math.max(seconds, 1e-9));
  }

  /** Puts the files in place and says what was done. */
  private void finish() throws IOException {
    endCheckpoints();
    RuntimeException failure = broken;
    if (failure != null) {
      throw failure;
    }
    boolean stopped = Interrupt.requested();
    for (JobOutput output : outputs) {
      try {
        output.finish(progress.mark(), stopped);
      } catch (IOException e) {
        throw output.failed(e);
      }
    }
    finished = true;
    String where = folder.finish().map(path -> ", written to " + path).orElse("");
    tellOthers();
    terminal.remark((stopped ? "stopped: " : "") + progress(System.nanoTime()) + where);
    if (stopped) {
      tellResumable();
    }
  }

  private void endCheckpoints() {
    clock.shutdown();
    try {
      boolean ended = clock.awaitTermination(1, TimeUnit.MINUTES);
      if (!ended) {
        throw new OcelliException(
            "the disk does not answer", "a minute long", verb, "check it, and use --resume");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tellOthers() {
    if (sources.others() > 0) {
      terminal.remark(
          sources.others()
              + " other files are no pictures by their names"
              + (terminal.verbose() ? "" : " (-v names them)"));
    }
  }

  private void tellResumable() {
    for (JobOutput output : outputs) {
      output
          .kept()
          .map(Path::toString)
          .ifPresent(
              file ->
                  terminal.remark(
                      "what was done is in "
                          + file
                          + "; the same command with --resume goes on with it"));
    }
  }

  /** Frees what is held. Where the job did not end, what was done is kept. */
  @Override
  public void close() {
    if (!finished) {
      clock.shutdownNow();
      boolean interrupted = Thread.interrupted();
      endCheckpoints();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      if (progress.inputs() > before) {
        tellResumable();
      }
    }
    feed.close();
  }
}
