package io.ocelli.error;

/**
 * Something outside of Ocelli that the job needs is not on this machine: no input can be done, so
 * the first of them says it for all. Exit code 3 on the command line.
 */
public final class UnavailableException extends OcelliException {
  /** See {@link OcelliException#OcelliException(String, String, String, String)}. */
  public UnavailableException(String problem, String value, String origin, String remedy) {
    super(problem, value, origin, remedy);
  }
}
