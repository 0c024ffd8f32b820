package io.ocelli.app.cli;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.video.DamagedVideoException;
import io.ocelli.video.UnreadableVideoException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Prints every error in its four parts and turns it into an {@link ExitCode}. A stack trace comes
 * only with {@code -v} or {@code OCELLI_DEBUG=1}.
 */
final class ErrorReport implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final Terminal terminal;
  private @Nullable ConfigFile config;

  ErrorReport(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Names the file as the origin of values that came from it. */
  void valuesFrom(@Nullable ConfigFile file) {
    config = file;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    return report(
        WrongUsage.of(e, config, args), e.getCommandLine().getCommandSpec().qualifiedName());
  }

  @Override
  public int handleExecutionException(
      Exception e, CommandLine commandLine, @Nullable ParseResult parsed) {
    return report(e, commandLine.getCommandSpec().qualifiedName());
  }

  /** Prints the error and returns the exit code it stands for. */
  int report(Throwable thrown, String command) {
    if (thrown instanceof ReaderGoneException) {
      return ExitCode.DONE;
    }
    OcelliException error = inFourParts(thrown, command);
    try {
      terminal.out().flush();
    } finally {
      terminal.err().println("error: " + error.getMessage());
      if (terminal.verbose()) {
        thrown.printStackTrace(terminal.err());
      }
    }
    if (error instanceof UnreadableVideoException || error instanceof DamagedVideoException) {
      // As with pictures: an input failed, and it was named.
      return ExitCode.SOME_FAILED;
    }
    return error instanceof UsageException ? ExitCode.WRONG_USAGE : ExitCode.NOT_DONE;
  }

  private static OcelliException inFourParts(Throwable thrown, String command) {
    if (thrown instanceof OcelliException known) {
      return known;
    }
    if (thrown instanceof ParameterException parameter) {
      return WrongUsage.of(parameter, null);
    }
    if (thrown instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
      return FileErrors.of("a file cannot be read or written", command, unchecked.getCause());
    }
    if (thrown instanceof IOException io) {
      return FileErrors.of("a file cannot be read or written", command, io);
    }
    if (thrown instanceof OutOfMemoryError) {
      return new OcelliException(
          "not enough memory",
          String.valueOf(thrown.getMessage()),
          command,
          "use smaller batches or fewer --threads, or allow more: OCELLI_JAVA_OPTS=-Xmx8g",
          thrown);
    }
    if (thrown instanceof LinkageError) {
      return new OcelliException(
          "a library cannot be loaded",
          firstLine(thrown),
          command,
          "'ocelli doctor' says which one and why",
          thrown);
    }
    return new OcelliException(
        "something that should not happen happened",
        thrown.getClass().getSimpleName() + ": " + firstLine(thrown),
        command,
        "run it again with -v and report what it prints: this is a defect of Ocelli",
        thrown);
  }

  private static String firstLine(Throwable thrown) {
    return String.valueOf(thrown.getMessage()).lines().findFirst().orElse("no message");
  }
}
