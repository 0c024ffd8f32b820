package io.ocelli.model.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import io.ocelli.error.OcelliException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives a session the execution provider that was asked for, or says why it cannot have it. */
final class Providers {
  private static final Pattern LIBRARY =
      Pattern.compile("([\\w.-]*(?:cublas|cudnn|cudart|cufft|curand|nvrtc|nvinfer)[\\w.-]*)");

  private Providers() {}

  static OnnxModel.Provider choose(Device device, OrtSession.SessionOptions options) {
    if (device.kind() == Device.Kind.CPU) {
      return new OnnxModel.Provider(Device.CPU, "");
    }
    boolean packaged = OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
    boolean required = device.kind() == Device.Kind.CUDA;
    if (!packaged) {
      if (required) {
        throw new OcelliException(
            "the packaged ONNX Runtime has no CUDA provider",
            device.toString(),
            "--device",
            "build with ./mvnw -Pgpu package, or use --device cpu");
      }
      return new OnnxModel.Provider(
          Device.CPU, "the packaged ONNX Runtime has no CUDA provider (build with -Pgpu)");
    }
    Device cuda = required ? device : Device.cuda(0);
    try {
      options.addCUDA(cuda.index());
      return new OnnxModel.Provider(cuda, "");
    } catch (OrtException e) {
      String reason = OnnxLibrary.firstLine(e);
      if (required) {
        throw new OcelliException(
            "CUDA cannot be used", cuda + ": " + reason, "--device", remedy(reason), e);
      }
      return new OnnxModel.Provider(Device.CPU, "CUDA cannot be used: " + reason);
    }
  }

  /** ONNX Runtime names the library that the system's loader did not find. */
  static String remedy(String reason) {
    Matcher library = LIBRARY.matcher(reason);
    if (library.find()) {
      return "install the NVIDIA package that holds "
          + library.group(1)
          + " and put its folder on LD_LIBRARY_PATH (PATH on Windows), or use --device cpu";
    }
    return "check with nvidia-smi that the driver is there and the device exists, and that CUDA and"
        + " cuDNN are on the library path; or use --device cpu";
  }
}
