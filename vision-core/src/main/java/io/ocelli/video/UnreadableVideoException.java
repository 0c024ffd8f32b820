package io.ocelli.video;

import io.ocelli.error.OcelliException;
import org.jspecify.annotations.Nullable;

/** The file is there, and nothing can be read of it as a video. */
public final class UnreadableVideoException extends OcelliException {
  private static final long serialVersionUID = 1;

  UnreadableVideoException(
      String problem, String value, String origin, String remedy, @Nullable Throwable cause) {
    super(problem, value, origin, remedy, cause);
  }
}
