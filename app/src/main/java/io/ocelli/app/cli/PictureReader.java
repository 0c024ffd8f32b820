package io.ocelli.app.cli;

import io.ocelli.dataset.ByteSource;
import io.ocelli.error.OcelliException;
import java.io.IOException;
import java.util.function.BiFunction;

/**
 * Reads the inputs of a command one by one. Whatever goes wrong with one of them becomes words, so
 * that the others go on. For several threads.
 */
final class PictureReader {
  private final RemoteImage remote = new RemoteImage();

  /** Makes something of the bytes of an input. */
  interface Use<R> {
    R of(ByteSource bytes) throws IOException;
  }

  /** What happened to one input happens to all that follow: a full disk, a missing part. */
  static final class JobOverException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient OcelliException reason;

    JobOverException(OcelliException reason) {
      super(reason.getMessage(), reason, false, false);
      this.reason = reason;
    }

    OcelliException reason() {
      return reason;
    }
  }

  /**
   * Reads one.
   *
   * @param failed makes a result of the name of an input and, on one line, why there is none
   */
  <R> R read(Source source, Use<R> use, BiFunction<String, String, R> failed) {
    String name = source.name();
    try {
      if (source instanceof Source.Missing missing) {
        return failed.apply(name, missing.problem() + "; try: " + missing.remedy());
      }
      return use.of(bytes(source));
    } catch (OcelliException e) {
      return failed.apply(name, words(e, name));
    } catch (IOException e) {
      return failed.apply(name, "cannot be read: " + FileErrors.reason(e));
    } catch (JobOverException e) {
      throw e;
    } catch (OutOfMemoryError e) {
      return failed.apply(
          name, "not enough memory for the picture; try: fewer --threads, or a smaller picture");
    } catch (RuntimeException e) {
      return failed.apply(
          name,
          "something that should not happen happened: "
              + e.getClass().getSimpleName()
              + ": "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
              + "; try: report it, this is a defect of Ocelli");
    }
  }

  private ByteSource bytes(Source source) throws IOException {
    return source instanceof Source.Remote address
        ? remote.fetch(address)
        : ((Source.Picture) source).bytes();
  }

  /** Without the name of the input, which stands before them. */
  private static String words(OcelliException e, String name) {
    StringBuilder words = new StringBuilder(e.problem());
    if (!e.value().equals(name)) {
      words.append(": ").append(e.value());
    }
    if (!e.origin().equals(name)) {
      words.append(" (").append(e.origin()).append(')');
    }
    return words.append("; try: ").append(e.remedy()).toString();
  }
}
