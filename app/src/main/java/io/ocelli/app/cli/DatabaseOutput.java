package io.ocelli.app.cli;

import io.ocelli.app.job.JobFile.Checkpoint;
import io.ocelli.app.job.JobFile.State;
import io.ocelli.app.job.Progress;
import io.ocelli.app.job.ResultDatabase;
import io.ocelli.error.OcelliException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Results in an SQLite file: each job adds its own, what is there stays. */
final class DatabaseOutput implements PredictionOutput {
  private final Path file;
  private final ResultDatabase database;
  private final Progress.@Nullable Mark resumed;

  private DatabaseOutput(Path file, ResultDatabase database, Progress.@Nullable Mark resumed) {
    this.file = file;
    this.database = database;
    this.resumed = resumed;
  }

  /**
   * Opens the file and begins a job in it, or goes on with the last one.
   *
   * @param options all that decides what is written
   * @throws io.ocelli.error.UsageException if the interrupted job was another one
   */
  static DatabaseOutput open(
      Path file, boolean resume, Map<String, String> options, String model, List<String> labels) {
    ResultDatabase database = ResultDatabase.open(file);
    try {
      ResultDatabase.Job last = resume ? database.last().orElse(null) : null;
      if (last == null) {
        database.begin(options, model, labels);
        return new DatabaseOutput(file, database, null);
      }
      JobFiles.requireSame(last.options(), options, file);
      database.resume(last);
      return new DatabaseOutput(file, database, last.mark());
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** Whether the last job in the file went to its end. */
  static boolean complete(Path file) {
    if (!java.nio.file.Files.isRegularFile(file)) {
      return false;
    }
    try (ResultDatabase database = ResultDatabase.open(file)) {
      return database.last().map(job -> job.state() == State.DONE).orElse(false);
    }
  }

  @Override
  public PredictionWriter writer() {
    return new PredictionWriter() {
      @Override
      public void predicted(Prediction prediction) {
        database.picture(
            prediction.position(),
            prediction.source(),
            prediction.width(),
            prediction.height(),
            prediction.classes());
      }

      @Override
      public void failed(long position, String source, String error) {
        database.error(position, source, error);
      }
    };
  }

  @Override
  public Progress.@Nullable Mark resumed() {
    return resumed;
  }

  @Override
  public void sent() {
    // Others see it with the next commit.
  }

  @Override
  public Checkpoint reached(Progress.Mark mark) {
    database.commit(mark, State.RUNNING);
    return new Checkpoint(State.RUNNING, mark, List.of());
  }

  @Override
  public void record(Checkpoint checkpoint) {
    // The commit holds it.
  }

  @Override
  public void finish(Progress.Mark mark, boolean stopped) {
    database.commit(mark, stopped ? State.STOPPED : State.DONE);
    database.close();
  }

  @Override
  public Optional<Path> kept() {
    return Optional.of(file);
  }

  @Override
  public OcelliException failed(IOException e) {
    return FileErrors.of("the results cannot be written", file.toString(), "--save", e);
  }

  @Override
  public void close() {
    database.close();
  }
}
