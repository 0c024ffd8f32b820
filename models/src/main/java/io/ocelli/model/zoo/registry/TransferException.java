package io.ocelli.model.zoo.registry;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why a URL did not give its file. */
final class TransferException extends IOException {
  /** What may happen to a download. */
  enum Fault {
    /** No address, no connection, or none in time. */
    NO_CONNECTION(true),
    /** A certificate that is not trusted, or no common protocol. */
    NOT_TRUSTED(false),
    /** The answer did not begin in time. */
    NO_ANSWER(true),
    /** The answer began and then nothing more came. */
    STALLED(true),
    /** The connection ended before the file did. */
    CUT_OFF(true),
    /** A status that may pass: 429, 500, 502, 503, 504. */
    BUSY(true),
    /** Any other status that is not success. */
    REFUSED(false),
    /** Redirects in a circle, too many, or to where none may lead. */
    REDIRECT(false),
    /** The length is not that of the registry. */
    LENGTH(false),
    /** The file is something else: a page, a pointer, packed. */
    WRONG_KIND(false),
    /** The bytes are not those of the checksum. */
    CHECKSUM(false),
    /** The file of a file: URL cannot be read. */
    UNREADABLE(false);

    private final boolean passing;

    Fault(boolean passing) {
      this.passing = passing;
    }

    /** Whether another try may help. */
    boolean passing() {
      return passing;
    }
  }

  private final Fault fault;
  private final String problem;
  private final String value;
  private final String remedy;

  TransferException(
      Fault fault, String problem, String value, String remedy, @Nullable Throwable cause) {
    super(problem + ": " + value, cause);
    this.fault = fault;
    this.problem = problem;
    this.value = value;
    this.remedy = remedy;
  }

  TransferException(Fault fault, String problem, String value, String remedy) {
    this(fault, problem, value, remedy, null);
  }

  Fault fault() {
    return fault;
  }

  String problem() {
    return problem;
  }

  String value() {
    return value;
  }

  String remedy() {
    return remedy;
  }
}
