package io.ocelli.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.ocelli.error.OcelliException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What this process can run models on. A device counts as usable when a small convolution has run
 * on it: that needs the provider, its libraries, the driver, the device and, for CUDA, cuDNN.
 */
public final class Devices {
  /** Conv of [1,1,2,2] with one weight, 2; opset 13. */
  private static final String PROBE =
      "CAg6ZwoPCgF4CgF3EgF5IgRDb252EgVwcm9iZSoTCAEIAQgBCAEQAUIBd0oEAAAAQFobCgF4EhYKFAgBEhAKAggBCgII"
          + "AQoCCAIKAggCYhsKAXkSFgoUCAESEAoCCAEKAggBCgIIAgoCCAJCBAoAEA0=";

  private static final Map<Device.Kind, Optional<OcelliException>> SEEN =
      new EnumMap<>(Device.Kind.class);

  private Devices() {}

  /**
   * What a model that asks for a device will run on.
   *
   * @param wanted as asked for
   * @return the device, never AUTO; and with AUTO why it is not CUDA, or empty text
   * @throws OcelliException when a device other than AUTO was asked for and cannot be used
   */
  public static OnnxModel.Provider resolve(Device wanted) {
    if (wanted.kind() == Device.Kind.CPU) {
      return new OnnxModel.Provider(Device.CPU, "");
    }
    if (wanted.kind() == Device.Kind.AUTO) {
      // Decisive and free: what else the system lacks need not be looked for.
      if (!packaged(Device.Kind.CUDA)) {
        return new OnnxModel.Provider(
            Device.CPU,
            "this Ocelli has no CUDA provider; ./mvnw -Pgpu package builds one with it");
      }
      return problem(Device.cuda(0))
          .map(
              problem ->
                  new OnnxModel.Provider(Device.CPU, problem.problem() + ": " + problem.value()))
          .orElseGet(() -> new OnnxModel.Provider(Device.cuda(0), ""));
    }
    problem(wanted)
        .ifPresent(
            problem -> {
              throw problem;
            });
    return new OnnxModel.Provider(wanted, "");
  }

  /** Whether the packaged ONNX Runtime has the provider of a device. */
  public static boolean packaged(Device.Kind kind) {
    OnnxLibrary.environment();
    return Providers.packaged(kind);
  }

  /** Why a device cannot be used; empty when it can. The first of a kind is asked only once. */
  public static Optional<OcelliException> problem(Device device) {
    if (device.kind() == Device.Kind.CPU || device.kind() == Device.Kind.AUTO) {
      return Optional.empty();
    }
    if (device.index() > 0) {
      return probe(device);
    }
    synchronized (SEEN) {
      Optional<OcelliException> seen = SEEN.get(device.kind());
      if (seen == null) {
        seen = probe(device);
        SEEN.put(device.kind(), seen);
      }
      return seen;
    }
  }

  private static Optional<OcelliException> probe(Device device) {
    OrtEnvironment environment = OnnxLibrary.environment();
    try (Providers.Held held = new Providers.Held();
        OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      options.setIntraOpNumThreads(1);
      Providers.add(device, options, held);
      // The convolution either goes to the device or there is no session.
      options.addConfigEntry("session.disable_cpu_ep_fallback", "1");
      ByteBuffer four = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());
      try (OrtSession session =
              environment.createSession(Base64.getDecoder().decode(PROBE), options);
          OnnxTensor tensor =
              OnnxTensor.createTensor(environment, four.asFloatBuffer(), new long[] {1, 1, 2, 2})) {
        session.run(Map.of("x", tensor)).close();
      }
      return Optional.empty();
    } catch (OcelliException e) {
      return Optional.of(e);
    } catch (OrtException e) {
      return Optional.of(Providers.unusable(device, e));
    }
  }
}
