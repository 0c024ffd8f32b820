package io.ocelli.app.cli;

import io.ocelli.app.job.JobFile;
import io.ocelli.app.job.JobFile.Checkpoint;
import io.ocelli.app.job.JobFile.Header;
import io.ocelli.app.job.JobFile.Saved;
import io.ocelli.app.job.JobFile.State;
import io.ocelli.app.job.Progress;
import io.ocelli.error.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The files that one job writes, and the {@link JobFile} beside the first of them that says how far
 * it came. Until the job ends they are {@code FILE.part}; a later job cuts them to the length that
 * the last checkpoint names and goes on from there. So what an interrupted job has left never is
 * under the name of a whole one, and a line that was torn is written anew.
 *
 * <p>The job file is made at the first checkpoint: a job that ends before has none, and costs
 * nothing.
 */
final class JobFiles implements AutoCloseable {
  private final List<Path> files;
  private final List<ResultSink> sinks;
  private final Path jobFile;
  private final Supplier<Map<String, String>> options;
  private final @Nullable Checkpoint resumed;
  private @Nullable JobFile job;
  private boolean finished;

  private JobFiles(
      List<Path> files,
      List<ResultSink> sinks,
      Supplier<Map<String, String>> options,
      @Nullable Checkpoint resumed) {
    this.files = files;
    this.sinks = sinks;
    this.jobFile = JobFile.beside(files.get(0));
    this.options = options;
    this.resumed = resumed;
  }

  /** Nothing is left to do: the files are there, and no job was interrupted. */
  static boolean complete(List<Path> files) throws IOException {
    for (Path file : files) {
      if (!Files.isRegularFile(file) || Files.exists(ResultSink.partOf(file))) {
        return false;
      }
    }
    Optional<Saved> saved = JobFile.read(JobFile.beside(files.get(0)));
    List<Checkpoint> marks = saved.map(Saved::checkpoints).orElse(List.of());
    return marks.isEmpty() || marks.get(marks.size() - 1).state() == State.DONE;
  }

  /**
   * Opens the files.
   *
   * @param options all that decides what is written; asked for when it is first needed
   * @param resume whether what an interrupted job has left is gone on with; where there is nothing
   *     of the kind the job begins
   * @throws UsageException if the interrupted job was another one
   */
  static JobFiles open(
      List<Path> files, String origin, boolean resume, Supplier<Map<String, String>> options) {
    Path jobFile = JobFile.beside(files.get(0));
    List<ResultSink> sinks = new ArrayList<>();
    try {
      Checkpoint from = null;
      if (resume) {
        from = leftBy(files, JobFile.read(jobFile).orElse(null), options);
      }
      for (int i = 0; i < files.size(); i++) {
        long bytes = from == null ? 0 : from.bytes().get(i);
        sinks.add(ResultSink.file(files.get(i), origin, bytes));
      }
      JobFiles opened = new JobFiles(files, sinks, options, from);
      if (from == null) {
        Files.deleteIfExists(jobFile);
      } else {
        opened.record(new Checkpoint(State.RUNNING, from.mark(), from.bytes()));
      }
      return opened;
    } catch (IOException e) {
      sinks.forEach(ResultSink::close);
      throw FileErrors.of("the results cannot be written", files.get(0).toString(), origin, e);
    } catch (RuntimeException e) {
      sinks.forEach(ResultSink::close);
      throw e;
    }
  }

  private static @Nullable Checkpoint leftBy(
      List<Path> files, @Nullable Saved saved, Supplier<Map<String, String>> options)
      throws IOException {
    if (saved == null) {
      return null;
    }
    List<Long> lengths = new ArrayList<>();
    for (Path file : files) {
      Path part = ResultSink.partOf(file);
      if (saved.ended() && !Files.exists(part) && Files.isRegularFile(file)) {
        Files.move(file.toRealPath(), part);
      }
      lengths.add(Files.isRegularFile(part) ? Files.size(part) : -1);
    }
    Checkpoint from = saved.within(lengths).orElse(null);
    if (from != null) {
      requireSame(saved.header().options(), options.get(), files.get(0));
    }
    return from;
  }

  /**
   * Compares what an interrupted job was with what this one is.
   *
   * @throws UsageException naming the first difference
   */
  static void requireSame(Map<String, String> before, Map<String, String> now, Path results) {
    Map<String, String> all = new TreeMap<>(before);
    all.putAll(now);
    for (String key : all.keySet()) {
      String then = before.getOrDefault(key, "not set");
      String here = now.getOrDefault(key, "not set");
      if (!then.equals(here)) {
        throw new UsageException(
            "the interrupted job was another one: its " + key + " differs",
            then + " then, " + here + " now",
            results.toString(),
            "give the same model and options, or leave --resume out to begin anew");
      }
    }
  }

  List<ResultSink> sinks() {
    return sinks;
  }

  /** How far the interrupted job came; null when this one begins. */
  Progress.@Nullable Mark resumed() {
    return resumed == null ? null : resumed.mark();
  }

  Checkpoint reached(Progress.Mark mark) throws IOException {
    return reached(mark, State.RUNNING);
  }

  private Checkpoint reached(Progress.Mark mark, State state) throws IOException {
    List<Long> bytes = new ArrayList<>();
    for (ResultSink sink : sinks) {
      bytes.add(sink.written());
    }
    return new Checkpoint(state, mark, bytes);
  }

  void record(Checkpoint checkpoint) throws IOException {
    for (ResultSink sink : sinks) {
      sink.force();
    }
    JobFile open = job;
    if (open == null) {
      Header header = new Header(JobFile.VERSION, options.get());
      job = JobFile.create(jobFile, header, checkpoint);
    } else {
      open.add(checkpoint);
    }
  }

  /** The files get their names. Those of a job that was stopped can still be gone on with. */
  void finish(Progress.Mark mark, boolean stopped) throws IOException {
    if (stopped || job != null) {
      record(reached(mark, stopped ? State.STOPPED : State.DONE));
    }
    for (int i = sinks.size() - 1; i >= 0; i--) {
      sinks.get(i).finish();
    }
    finished = true;
    if (!stopped && job != null) {
      job.close();
      Files.deleteIfExists(jobFile);
    }
  }

  /** Where what was done is kept; empty when it was too little to be. */
  Optional<Path> kept() {
    return job == null ? Optional.empty() : Optional.of(files.get(0));
  }

  @Override
  public void close() {
    if (!finished && job != null) {
      sinks.forEach(ResultSink::keepUnfinished);
    }
    sinks.forEach(ResultSink::close);
    try {
      if (job != null) {
        job.close();
      }
    } catch (IOException e) {
      // All its lines were flushed.
    }
  }
}
