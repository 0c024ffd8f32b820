package io.ocelli.error;

/**
 * The user asked for something that cannot be: a wrong option, name or folder. Exit code 2 on the
 * command line.
 */
public final class UsageException extends OcelliException {
  /** See {@link OcelliException#OcelliException(String, String, String, String)}. */
  public UsageException(String problem, String value, String origin, String remedy) {
    super(problem, value, origin, remedy);
  }
}
