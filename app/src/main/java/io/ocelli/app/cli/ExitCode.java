package io.ocelli.app.cli;

/** What the exit codes of all commands mean; scripts rely on them. */
public final class ExitCode {
  /** The job is done. */
  public static final int DONE = 0;

  /** The job is done, but some inputs failed; each was named on stderr. */
  public static final int SOME_FAILED = 1;

  /** The command was used wrongly: an unknown option, a folder that is not there. */
  public static final int WRONG_USAGE = 2;

  /** The job could not be done. */
  public static final int NOT_DONE = 3;

  /** Stopped by Ctrl-C: 128 + SIGINT, the convention of shells. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
