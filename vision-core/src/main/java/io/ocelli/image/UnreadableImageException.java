package io.ocelli.image;

import io.ocelli.error.OcelliException;
import org.jspecify.annotations.Nullable;

/** A picture that cannot be read, with the {@link Reason}; the message says what to try. */
public final class UnreadableImageException extends OcelliException {
  /** Why a picture cannot be read. */
  public enum Reason {
    /** No bytes at all. */
    EMPTY,
    /** The content is no picture: text, a web page, an archive. */
    NOT_AN_IMAGE,
    /** A picture, in a form that is not decoded here. */
    UNSUPPORTED,
    /** A picture whose bytes are cut off or changed. */
    DAMAGED,
    /** More pixels than {@link DecodeOptions#maxPixels()}. */
    TOO_LARGE,
    /** The file cannot be read: it is absent, a folder, or not permitted. */
    IO
  }

  private final Reason reason;

  UnreadableImageException(
      Reason reason, String problem, String value, String origin, String remedy) {
    this(reason, problem, value, origin, remedy, null);
  }

  UnreadableImageException(
      Reason reason,
      String problem,
      String value,
      String origin,
      String remedy,
      @Nullable Throwable cause) {
    super(problem, value, origin, remedy, cause);
    this.reason = reason;
  }

  /** Why the picture cannot be read. */
  public Reason reason() {
    return reason;
  }
}
