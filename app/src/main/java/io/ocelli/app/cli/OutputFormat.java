package io.ocelli.app.cli;

import io.ocelli.error.UsageException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How results are written. */
public enum OutputFormat {
  /** Aligned columns for people. */
  TABLE("txt", ""),
  /** Comma-separated values (RFC 4180) with a header. */
  CSV("csv", "csv"),
  /** One JSON object a line. */
  JSONL("jsonl", "jsonl|ndjson"),
  /** An SQLite file. */
  SQLITE("db", "db|sqlite|sqlite3");

  private final String extension;

  /** Alternatives of a regular expression; empty for a format that no name tells. */
  private final String known;

  OutputFormat(String extension, String known) {
    this.extension = extension;
    this.known = known;
  }

  /** The extension of a file in this format, without a dot. */
  public String extension() {
    return extension;
  }

  /** The format that the name of a file tells; {@code .txt} may be anything. */
  public static Optional<OutputFormat> ofName(Path file) {
    String low = file.toString().toLowerCase(Locale.ROOT);
    for (OutputFormat format : values()) {
      if (!format.known.isEmpty() && low.matches("(?s).*\\.(" + format.known + ")")) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /**
   * The format of results.
   *
   * @param wanted as asked for; null to go by the file
   * @param save where they go; null for standard output
   * @throws UsageException if the two disagree
   */
  static OutputFormat of(@Nullable OutputFormat wanted, @Nullable Path save) {
    Optional<OutputFormat> named = save == null ? Optional.empty() : ofName(save);
    if (wanted == null) {
      return named.orElse(TABLE);
    }
    if (named.isPresent() && named.get() != wanted) {
      throw new UsageException(
          "the name of the file tells another format",
          save + " is " + named.get() + ", not " + wanted,
          "--format",
          "leave --format out, or name the file ." + wanted.extension());
    }
    if (wanted == SQLITE && save == null) {
      throw new UsageException(
          "a database is a file", "sqlite", "--format", "add --save results.db");
    }
    return wanted;
  }

  /** As it is typed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
