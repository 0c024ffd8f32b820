package io.ocelli.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.ocelli.error.OcelliException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The options of one session, and the reading back of what became of them. */
final class SessionSetup implements AutoCloseable {
  /** Sides that are tried for a model that takes pictures of any size. */
  private static final long[] SIDES = {224, 320, 640, 64, 1};

  private final OrtSession.SessionOptions options = new OrtSession.SessionOptions();
  private final Providers.Held held = new Providers.Held();
  private @Nullable Path profiles;

  /**
   * Options for a device that is known to be usable.
   *
   * @param readBack whether the first run is to be profiled
   */
  SessionSetup(OnnxOptions wanted, Device device, boolean readBack) throws OrtException {
    try {
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      options.setIntraOpNumThreads(wanted.threads());
      options.setInterOpNumThreads(1);
      // A pattern is kept for every shape that was seen: with 300 sizes through a detector the
      // process grew by 63 MB with patterns and by 12 MB without; without, calls take as long.
      // (Shrinking the arena after each call, which ONNX Runtime offers too, took 280 MB more.)
      options.setMemoryPatternOptimization(false);
      String spin = wanted.spinning() ? "1" : "0";
      options.addConfigEntry("session.intra_op.allow_spinning", spin);
      options.addConfigEntry("session.inter_op.allow_spinning", spin);
      Providers.add(device, options, held);
      if (readBack) {
        profiles = Files.createTempDirectory("ocelli-profile");
        options.enableProfiling(profiles.resolve("run").toString());
      }
    } catch (OrtException | RuntimeException e) {
      close();
      throw e;
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(e);
    }
  }

  OrtSession.SessionOptions options() {
    return options;
  }

  /** The folder of the profile while there is one. */
  @Nullable Path profiles() {
    return profiles;
  }

  /** Whether a message of ONNX Runtime is about the device and not about the model. */
  static boolean concernsDevice(OrtException e) {
    String low = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return Stream.of("cuda", "cudnn", "cublas", "tensorrt", "gpu", "device", "dml", "openvino")
        .anyMatch(low::contains);
  }

  /** Runs the session once with zeros, ends the profile and reads it. */
  Placement readBack(OrtSession session, List<TensorSpec> inputs, OrtEnvironment environment)
      throws OrtException {
    boolean ran = false;
    for (int i = 0; i < SIDES.length && !ran; i++) {
      ran = runOnce(session, inputs, environment, SIDES[i]);
    }
    Path profile = Path.of(session.endProfiling());
    if (!ran) {
      return Placement.UNKNOWN;
    }
    try {
      return Placement.read(profile);
    } catch (IOException e) {
      return Placement.UNKNOWN;
    }
  }

  private static boolean runOnce(
      OrtSession session, List<TensorSpec> inputs, OrtEnvironment environment, long side) {
    Map<String, OnnxTensor> feed = new HashMap<>();
    try {
      for (TensorSpec input : inputs) {
        long[] shape = new long[input.rank()];
        for (int axis = 0; axis < shape.length; axis++) {
          shape[axis] = input.side(axis) >= 0 ? input.side(axis) : axis == 0 ? 1 : side;
        }
        ElementType type = input.elementType();
        long bytes = Tensors.elements(shape) * type.bytes();
        if (!type.feedable() || bytes > 1L << 28) {
          return false;
        }
        ByteBuffer zeros =
            ByteBuffer.allocateDirect((int) Math.max(1, bytes)).order(ByteOrder.nativeOrder());
        zeros.limit((int) bytes);
        feed.put(input.name(), OnnxTensor.createTensor(environment, zeros, shape, type.javaType()));
      }
      session.run(feed).close();
      return true;
    } catch (OrtException | RuntimeException doesNotFit) {
      return false;
    } finally {
      feed.values().forEach(OnnxTensor::close);
    }
  }

  /**
   * Refuses a session that quietly took the CPU for every node.
   *
   * @throws OcelliException when the device runs none
   */
  static void requireUse(Device device, Placement placement) {
    if (!placement.known()) {
      return;
    }
    int used = placement.nodesOn(Providers.provider(device.kind()).getName());
    if (device.kind() == Device.Kind.TENSORRT) {
      used += placement.nodesOn(Providers.provider(Device.Kind.CUDA).getName());
    }
    if (used == 0) {
      throw Providers.unusable(device, null);
    }
  }

  @Override
  public void close() {
    options.close();
    held.close();
    Path folder = profiles;
    profiles = null;
    if (folder != null) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
        Files.delete(folder);
      } catch (IOException | UncheckedIOException left) {
        // The system empties its temporary folder.
        return;
      }
    }
  }
}
