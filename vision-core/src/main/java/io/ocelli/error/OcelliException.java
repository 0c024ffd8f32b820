package io.ocelli.error;

/**
 * An error that a person can act on. It has four parts: what is wrong, the value that is wrong,
 * where that value came from, and what to try. The message holds all four.
 *
 * <p>It stands for "the job could not be done" (exit code 3 on the command line). {@link
 * UsageException} stands for wrong usage (exit code 2).
 */
public class OcelliException extends RuntimeException {
  private final String problem;
  private final String value;
  private final String origin;
  private final String remedy;

  /**
   * @param problem what is wrong, in a few words without a full stop
   * @param value the value that is wrong
   * @param origin where it came from: a file, an option, a line
   * @param remedy what to try, as an instruction
   */
  public OcelliException(String problem, String value, String origin, String remedy) {
    this(problem, value, origin, remedy, null);
  }

  /** As {@link #OcelliException(String, String, String, String)}, with the cause. */
  public OcelliException(
      String problem,
      String value,
      String origin,
      String remedy,
      @org.jspecify.annotations.Nullable Throwable cause) {
    super(problem + ": " + value + "\n  from: " + origin + "\n  try:  " + remedy, cause);
    this.problem = problem;
    this.value = value;
    this.origin = origin;
    this.remedy = remedy;
  }

  /** What is wrong. */
  public String problem() {
    return problem;
  }

  /** The value that is wrong. */
  public String value() {
    return value;
  }

  /** Where the value came from. */
  public String origin() {
    return origin;
  }

  /** What to try. */
  public String remedy() {
    return remedy;
  }

  /** All four parts on one line, for CSV files and lists. */
  public String oneLine() {
    return problem + ": " + value + " (" + origin + "); try: " + remedy;
  }
}
