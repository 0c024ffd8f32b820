package io.ocelli.model.onnx;

import io.ocelli.error.NearNames;
import io.ocelli.error.UsageException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a model runs. A device that was asked for is used, or opening the model fails; only {@link
 * #AUTO} chooses: CUDA when it is packaged and really works here, the CPU otherwise.
 *
 * @param kind what was asked for
 * @param index which device of that kind, from 0; 0 for the kinds that have no numbers
 */
public record Device(Kind kind, int index) {
  /** The kinds of device. */
  public enum Kind {
    /** CUDA where it works, else the CPU. */
    AUTO("auto", false),
    /** The CPU. */
    CPU("cpu", false),
    /** An NVIDIA GPU. */
    CUDA("cuda", true),
    /**
     * An NVIDIA GPU through TensorRT, which compiles the model first; CUDA takes what it leaves.
     */
    TENSORRT("tensorrt", true),
    /** Intel's OpenVINO. */
    OPENVINO("openvino", false),
    /** Apple's Core ML. */
    COREML("coreml", false),
    /** DirectX 12 on Windows, a GPU of any make. */
    DIRECTML("directml", true);

    private final String word;
    private final boolean numbered;

    Kind(String word, boolean numbered) {
      this.word = word;
      this.numbered = numbered;
    }

    /** As it is typed: {@code cuda}. */
    public String word() {
      return word;
    }

    /** Whether there can be several, told apart by a number: {@code cuda:1}. */
    public boolean numbered() {
      return numbered;
    }
  }

  /** CUDA where it works, else the CPU. */
  public static final Device AUTO = new Device(Kind.AUTO, 0);

  /** The CPU. */
  public static final Device CPU = new Device(Kind.CPU, 0);

  private static final Pattern TEXT = Pattern.compile("([a-z]+)(?::(\\d{1,3}))?");

  /** Checks that the index is not negative and that only numbered kinds have one. */
  public Device {
    if (index < 0 || (index > 0 && !kind.numbered())) {
      throw new IllegalArgumentException("device index " + index + " of " + kind);
    }
  }

  /** The CUDA device with this index. */
  public static Device cuda(int index) {
    return new Device(Kind.CUDA, index);
  }

  /**
   * Reads {@code auto}, {@code cpu}, {@code cuda}, {@code tensorrt}, {@code openvino}, {@code
   * coreml} or {@code directml}; {@code cuda:N}, {@code tensorrt:N} and {@code directml:N} name a
   * device by its number.
   *
   * @throws UsageException when the text is none of these
   */
  public static Device parse(String text) {
    String low = text.strip().toLowerCase(Locale.ROOT);
    Matcher matcher = TEXT.matcher(low);
    if (matcher.matches()) {
      for (Kind kind : Kind.values()) {
        if (kind.word.equals(matcher.group(1))) {
          return numbered(kind, matcher.group(2), text);
        }
      }
    }
    throw new UsageException("no such device", text, "--device", remedy(low));
  }

  private static Device numbered(Kind kind, String number, String text) {
    if (number == null) {
      return new Device(kind, 0);
    }
    if (!kind.numbered()) {
      throw new UsageException(
          "this device has no number", text, "--device", "write " + kind.word());
    }
    return new Device(kind, Integer.parseInt(number));
  }

  private static String remedy(String low) {
    if (low.matches("\\d{1,3}")) {
      return "write cuda:" + low + " for the NVIDIA GPU number " + low;
    }
    return switch (low) {
      case "gpu", "nvidia" -> "write cuda (or cuda:N for the GPU number N)";
      case "trt" -> "write tensorrt (or tensorrt:N for the GPU number N)";
      case "dml", "directx" -> "write directml";
      case "mps", "metal", "ane" -> "write coreml";
      default -> NearNames.remedy(low, words());
    };
  }

  /** What can be asked for: auto, cpu, cuda, …. */
  public static List<String> words() {
    return Arrays.stream(Kind.values()).map(Kind::word).toList();
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return kind.numbered() ? kind.word() + ":" + index : kind.word();
  }
}
