package io.ocelli.app.cli;

import io.ocelli.error.UsageException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * A command that does a job. It writes results to {@link #terminal()}'s standard output, returns an
 * {@link ExitCode}, and throws {@link io.ocelli.error.OcelliException} when the job cannot be done.
 */
public abstract class BaseCommand implements Callable<Integer> {
  /** The options every command takes. */
  @Mixin protected CommonOptions common = new CommonOptions();

  /** This command as picocli sees it: its name, its options and what they were set to. */
  @Spec protected CommandSpec spec;

  /** Does the job and returns an {@link ExitCode}. */
  protected abstract int run() throws Exception;

  @Override
  public final Integer call() throws Exception {
    terminal().configure(common.quiet, common.verbose);
    if (common.threads < 0) {
      throw new UsageException(
          "the number of threads is negative",
          String.valueOf(common.threads),
          "--threads",
          "give 1 or more, or leave it out for one thread a core");
    }
    return run();
  }

  /** Where this command's words go. */
  protected Terminal terminal() {
    return ((RootCommand) spec.root().userObject()).terminal();
  }
}
