package io.ocelli.app.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** {@code SOURCE…} of the commands that go through any number of pictures. */
final class SourceOptions {
  @Parameters(
      arity = "1..*",
      paramLabel = "SOURCE",
      description = {
        "A file (tried whatever its name), a folder (the pictures below it), a glob, an archive"
            + " (tar, tar.gz, zip), @list.txt (a source a line, relative to the list),"
            + " @table.csv:COLUMN, - (a list on standard input), or http(s)://… of a picture."
      })
  private List<String> words = List.of();

  /**
   * Opens them.
   *
   * @param excluded a folder that is passed over; null for none
   * @throws io.ocelli.error.UsageException if there is nothing at all
   */
  SourceStream open(Terminal terminal, @Nullable Path excluded) {
    SourceStream sources =
        new SourceStream(
            words,
            excluded,
            other -> terminal.detail("no picture by its name: " + Columns.printable(other)));
    try {
      sources.require("SOURCE");
      return sources;
    } catch (RuntimeException e) {
      sources.close();
      throw e;
    }
  }
}
