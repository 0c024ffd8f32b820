package io.ocelli.model.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import io.ocelli.error.OcelliException;
import io.ocelli.model.home.OcelliHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gives a session the execution provider that was asked for, or says why it cannot have it. */
final class Providers {
  private static final Pattern LIBRARY =
      Pattern.compile(
          "((?:lib)?(?:cublas|cudnn|cudart|cufft|curand|cuda|nvrtc|nvinfer|nvonnxparser|nvcuda)"
              + "[\\w]*(?:\\.so[\\d.]*|\\.dll))");

  /** What belongs to session options and has to live as long as they do. */
  static final class Held implements AutoCloseable {
    private final List<AutoCloseable> options = new ArrayList<>();

    @Override
    public void close() {
      for (AutoCloseable each : options) {
        try {
          each.close();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private Providers() {}

  /** ONNX Runtime's name of a device's provider. */
  static OrtProvider provider(Device.Kind kind) {
    return switch (kind) {
      case AUTO, CPU -> OrtProvider.CPU;
      case CUDA -> OrtProvider.CUDA;
      case TENSORRT -> OrtProvider.TENSOR_RT;
      case OPENVINO -> OrtProvider.OPEN_VINO;
      case COREML -> OrtProvider.CORE_ML;
      case DIRECTML -> OrtProvider.DIRECT_ML;
    };
  }

  static boolean packaged(Device.Kind kind) {
    return OrtEnvironment.getAvailableProviders().contains(provider(kind));
  }

  /**
   * Adds a device's provider to the options of a session.
   *
   * @throws OcelliException when the device cannot be used
   */
  static void add(Device device, SessionOptions options, Held held) {
    if (device.kind() == Device.Kind.CPU) {
      return;
    }
    if (!packaged(device.kind())) {
      throw notPackaged(device);
    }
    try {
      switch (device.kind()) {
        case CUDA -> cuda(device, options, held);
        case TENSORRT -> {
          tensorRt(device, options, held);
          // What TensorRT cannot compile goes to CUDA and not at once to the CPU.
          cuda(device, options, held);
        }
        case OPENVINO -> options.addOpenVINO("");
        case COREML -> options.addCoreML();
        case DIRECTML -> {
          // As DirectML's provider demands.
          options.setMemoryPatternOptimization(false);
          options.addDirectML(device.index());
        }
        default -> throw new IllegalArgumentException(device.toString());
      }
    } catch (OrtException e) {
      throw unusable(device, e);
    }
  }

  private static void cuda(Device device, SessionOptions options, Held held) throws OrtException {
    OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(device.index());
    held.options.add(cuda);
    // The arena takes what is asked for and does not double: memory on a GPU is shared.
    cuda.add("arena_extend_strategy", "kSameAsRequested");
    options.addCUDA(cuda);
  }

  private static void tensorRt(Device device, SessionOptions options, Held held)
      throws OrtException {
    OrtTensorRTProviderOptions tensorRt = new OrtTensorRTProviderOptions(device.index());
    held.options.add(tensorRt);
    Path cache = OcelliHome.folder().resolve("cache").resolve("tensorrt");
    try {
      // Compiling takes minutes; what was compiled is kept, by model, shape and GPU.
      Files.createDirectories(cache);
      tensorRt.add("trt_engine_cache_enable", "1");
      tensorRt.add("trt_engine_cache_path", cache.toString());
      tensorRt.add("trt_timing_cache_enable", "1");
      tensorRt.add("trt_timing_cache_path", cache.toString());
    } catch (IOException notKept) {
      tensorRt.add("trt_engine_cache_enable", "0");
    }
    options.addTensorrt(tensorRt);
  }

  private static OcelliException notPackaged(Device device) {
    String word = title(device.kind());
    String value =
        device
            + ": this Ocelli's ONNX Runtime "
            + OnnxLibrary.version()
            + " has no "
            + word
            + " provider, only "
            + String.join(", ", OnnxLibrary.providers());
    if (!nvidia(device.kind())) {
      String os =
          switch (device.kind()) {
            case COREML -> "it is there on a Mac";
            case DIRECTML -> "it needs Windows and an ONNX Runtime built with DirectML";
            default -> "it needs an ONNX Runtime built with " + word;
          };
      return new OcelliException(
          word + " cannot be used", value, "--device", os + "; use --device cpu");
    }
    List<NvidiaSoftware.Finding> missing = NvidiaSoftware.ofThisSystem().missing(device.kind());
    return new OcelliException(
        word + " cannot be used",
        value + alsoMissing(missing),
        "--device",
        "build with ./mvnw -Pgpu package" + remedies(missing) + "; or use --device cpu");
  }

  /**
   * The error for a device whose provider is packaged but does not work.
   *
   * @param cause what ONNX Runtime said, if it spoke
   */
  static OcelliException unusable(Device device, @Nullable Throwable cause) {
    String reason =
        cause == null
            ? "ONNX Runtime ran every node on the CPU instead"
            : OnnxLibrary.firstLine(cause);
    if (!nvidia(device.kind())) {
      return new OcelliException(
          title(device.kind()) + " cannot be used",
          device + ": " + reason,
          "--device",
          "use --device cpu",
          cause);
    }
    List<NvidiaSoftware.Finding> missing = NvidiaSoftware.ofThisSystem().missing(device.kind());
    String named = library(reason);
    String what = named.isEmpty() ? shortened(reason) : named + " cannot be loaded";
    return new OcelliException(
        title(device.kind()) + " cannot be used",
        device + ": " + what + alsoMissing(missing),
        "--device",
        (missing.isEmpty()
                ? "check that nvidia-smi lists the GPU with this number and has memory left"
                : remedies(missing).replaceFirst("^, ", ""))
            + "; or use --device cpu",
        cause);
  }

  private static boolean nvidia(Device.Kind kind) {
    return kind == Device.Kind.CUDA || kind == Device.Kind.TENSORRT;
  }

  static String title(Device.Kind kind) {
    return switch (kind) {
      case AUTO, CPU -> "the CPU";
      case CUDA -> "CUDA";
      case TENSORRT -> "TensorRT";
      case OPENVINO -> "OpenVINO";
      case COREML -> "Core ML";
      case DIRECTML -> "DirectML";
    };
  }

  private static String alsoMissing(List<NvidiaSoftware.Finding> missing) {
    return missing.isEmpty()
        ? ""
        : "; missing here: "
            + String.join(", ", missing.stream().map(NvidiaSoftware.Finding::describe).toList());
  }

  private static String remedies(List<NvidiaSoftware.Finding> missing) {
    StringBuilder text = new StringBuilder();
    missing.stream()
        .map(NvidiaSoftware.Finding::remedy)
        .distinct()
        .forEach(remedy -> text.append(", ").append(remedy));
    return text.toString();
  }

  /** The library that the system's loader did not find, if the message names one; else empty. */
  static String library(String reason) {
    // The provider's own library stands in the message too, before the one that it wants.
    Matcher matcher = LIBRARY.matcher(reason.replaceAll("libonnxruntime\\S*", ""));
    return matcher.find() ? matcher.group(1) : "";
  }

  private static String shortened(String reason) {
    String plain = reason.replaceFirst("^Error code - \\w+ - message: ", "");
    return plain.length() <= 300 ? plain : plain.substring(0, 300) + "…";
  }
}
