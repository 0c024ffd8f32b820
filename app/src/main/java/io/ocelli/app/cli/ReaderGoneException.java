package io.ocelli.app.cli;

/**
 * Nobody reads standard output any more ({@code ocelli … | head}). Ends the command quietly; it is
 * no error.
 */
final class ReaderGoneException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ReaderGoneException() {
    super("the reader of standard output has gone", null, false, false);
  }
}
