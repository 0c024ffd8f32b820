package io.ocelli.app.cli;

import io.ocelli.app.job.JobFile.Checkpoint;
import io.ocelli.app.job.Progress;
import io.ocelli.error.OcelliException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the results of a job go. */
interface JobOutput extends AutoCloseable {
  /** How far the interrupted job came that this one goes on with; null when it begins. */
  Progress.@Nullable Mark resumed();

  /** An input is written: somebody may be reading along. */
  void sent();

  /**
   * Makes all that was written visible to others.
   *
   * @param mark how far that is
   * @return what {@link #record} wants, on whatever thread
   */
  Checkpoint reached(Progress.Mark mark) throws IOException;

  /** Writes down how far the job is, so that it can be continued from there. */
  void record(Checkpoint checkpoint) throws IOException;

  /**
   * The job has ended: the results get their name.
   *
   * @param stopped whether before its end
   */
  void finish(Progress.Mark mark, boolean stopped) throws IOException;

  /** Where a later job finds what this one has written, if it is one that can be gone on with. */
  Optional<Path> kept();

  /** Turns a failed write into an error for people. */
  OcelliException failed(IOException e);

  /** Frees what is held. Without {@link #finish} what was written is kept for a later job. */
  @Override
  void close();
}
