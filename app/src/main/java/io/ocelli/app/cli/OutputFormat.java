package io.ocelli.app.cli;

import java.util.Locale;

/** How results are written. */
public enum OutputFormat {
  /** Aligned columns for people. */
  TABLE("txt"),
  /** Comma-separated values (RFC 4180) with a header. */
  CSV("csv"),
  /** One JSON object a line. */
  JSONL("jsonl");

  private final String extension;

  OutputFormat(String extension) {
    this.extension = extension;
  }

  /** The extension of a file in this format, without a dot. */
  public String extension() {
    return extension;
  }

  /** As it is typed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
