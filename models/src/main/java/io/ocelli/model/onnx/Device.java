package io.ocelli.model.onnx;

import io.ocelli.error.NearNames;
import io.ocelli.error.UsageException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a model runs. A device that was asked for is used, or opening the model fails; only {@link
 * #AUTO} chooses: CUDA when it is packaged and really works here, the CPU otherwise.
 *
 * @param kind what was asked for
 * @param index which CUDA device, from 0; 0 for the other kinds
 */
public record Device(Kind kind, int index) {
  /** The kinds of device. */
  public enum Kind {
    /** CUDA where it works, else the CPU. */
    AUTO,
    /** The CPU. */
    CPU,
    /** An NVIDIA GPU. */
    CUDA
  }

  /** CUDA where it works, else the CPU. */
  public static final Device AUTO = new Device(Kind.AUTO, 0);

  /** The CPU. */
  public static final Device CPU = new Device(Kind.CPU, 0);

  private static final Pattern CUDA_TEXT = Pattern.compile("cuda(?::(\\d{1,3}))?");

  /** Checks that the index is not negative and that only CUDA has one. */
  public Device {
    if (index < 0 || (index > 0 && kind != Kind.CUDA)) {
      throw new IllegalArgumentException("device index " + index + " of " + kind);
    }
  }

  /** The CUDA device with this index. */
  public static Device cuda(int index) {
    return new Device(Kind.CUDA, index);
  }

  /**
   * Reads {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}.
   *
   * @throws UsageException when the text is none of these
   */
  public static Device parse(String text) {
    String low = text.strip().toLowerCase(Locale.ROOT);
    Matcher cuda = CUDA_TEXT.matcher(low);
    if (cuda.matches()) {
      return cuda(cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1)));
    }
    return switch (low) {
      case "auto" -> AUTO;
      case "cpu" -> CPU;
      case "gpu" ->
          throw new UsageException(
              "no such device", text, "--device", "write cuda (or cuda:N for the GPU number N)");
      default ->
          throw new UsageException(
              "no such device",
              text,
              "--device",
              NearNames.remedy(low, List.of("auto", "cpu", "cuda", "cuda:0")));
    };
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return kind == Kind.CUDA ? "cuda:" + index : kind.name().toLowerCase(Locale.ROOT);
  }
}
