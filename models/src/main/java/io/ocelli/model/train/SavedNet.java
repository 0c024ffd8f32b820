package io.ocelli.model.train;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ocelli.error.OcelliException;
import io.ocelli.model.engine.OneDnnLearner;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.ParameterSpec;
import io.ocelli.model.net.Parameters;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A net with its weights, as it lies in a checkpoint: {@code net.json} (layers), {@code
 * weights.bin} and, where training goes on from it, {@code state.bin}. The {@code .bin} entries are
 * a count, then for each array its name (modified UTF-8, length first), its number of values and
 * these as little-endian float32.
 *
 * @param state what the update rule remembers; null where only the weights were kept
 */
record SavedNet(Net net, Parameters parameters, OneDnnLearner.@Nullable State state) {
  private static final String NET = "net.json";
  private static final String WEIGHTS = "weights.bin";
  private static final String STATE = "state.bin";
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .addMixIn(Op.class, OpKinds.class)
          .setVisibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE);

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Op.Convolution.class, name = "convolution"),
    @JsonSubTypes.Type(value = Op.BatchNorm.class, name = "batch-norm"),
    @JsonSubTypes.Type(value = Op.Activate.class, name = "activate"),
    @JsonSubTypes.Type(value = Op.PRelu.class, name = "prelu"),
    @JsonSubTypes.Type(value = Op.Softmax.class, name = "softmax"),
    @JsonSubTypes.Type(value = Op.Pool.class, name = "pool"),
    @JsonSubTypes.Type(value = Op.GlobalPool.class, name = "global-pool"),
    @JsonSubTypes.Type(value = Op.Dense.class, name = "dense"),
    @JsonSubTypes.Type(value = Op.Dropout.class, name = "dropout"),
    @JsonSubTypes.Type(value = Op.Add.class, name = "add"),
    @JsonSubTypes.Type(value = Op.Multiply.class, name = "multiply"),
    @JsonSubTypes.Type(value = Op.Concat.class, name = "concat"),
    @JsonSubTypes.Type(value = Op.Flatten.class, name = "flatten"),
    @JsonSubTypes.Type(value = Op.Pad.class, name = "pad"),
    @JsonSubTypes.Type(value = Op.Affine.class, name = "affine")
  })
  private interface OpKinds {}

  /** Adds the entries to a zip. */
  void write(ZipOutputStream zip) throws IOException {
    zip.putNextEntry(new ZipEntry(NET));
    zip.write(JSON.writeValueAsBytes(net));
    Map<String, float[]> weights = new LinkedHashMap<>();
    parameters.all().forEach((name, tensor) -> weights.put(name, tensor.values()));
    zip.putNextEntry(new ZipEntry(WEIGHTS));
    DataOutputStream out = new DataOutputStream(zip);
    writeArrays(out, weights);
    out.flush();
    OneDnnLearner.State kept = state;
    if (kept != null) {
      zip.putNextEntry(new ZipEntry(STATE));
      out = new DataOutputStream(zip);
      out.writeLong(kept.steps());
      writeArrays(out, kept.arrays());
      out.flush();
    }
  }

  private static void writeArrays(DataOutputStream out, Map<String, float[]> arrays)
      throws IOException {
    out.writeInt(arrays.size());
    for (Map.Entry<String, float[]> array : arrays.entrySet()) {
      out.writeUTF(array.getKey());
      out.writeInt(array.getValue().length);
      ByteBuffer bytes =
          ByteBuffer.allocate(array.getValue().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(array.getValue());
      ((OutputStream) out).write(bytes.array());
    }
  }

  /** Reads the entries; empty where the zip has none, as those of Deeplearning4j's own networks. */
  static Optional<SavedNet> read(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry entry = zip.getEntry(NET);
      if (entry == null) {
        return Optional.empty();
      }
      Net net;
      try (var in = zip.getInputStream(entry)) {
        net = JSON.readValue(in, Net.class);
      }
      Parameters parameters = new Parameters();
      try (DataInputStream in = open(zip, WEIGHTS)) {
        Map<String, float[]> arrays = readArrays(in);
        for (ParameterSpec spec : ParameterSpec.of(net)) {
          String name = spec.node() + "/" + spec.name();
          float[] values = arrays.get(name);
          if (values == null) {
            throw new IOException("no weights for " + name);
          }
          parameters.put(spec.node(), spec.name(), spec.sides(), values);
        }
      }
      OneDnnLearner.State state = null;
      if (zip.getEntry(STATE) != null) {
        try (DataInputStream in = open(zip, STATE)) {
          state = new OneDnnLearner.State(in.readLong(), readArrays(in));
        }
      }
      return Optional.of(new SavedNet(net, parameters, state));
    } catch (IOException | IllegalArgumentException e) {
      throw new OcelliException(
          "the checkpoint cannot be read",
          String.valueOf(e.getMessage()),
          file.toString(),
          "is it the weights/*.zip of a run folder, and whole?",
          e);
    }
  }

  private static DataInputStream open(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new IOException(name + " is missing");
    }
    return new DataInputStream(new BufferedInputStream(zip.getInputStream(entry), 1 << 16));
  }

  private static Map<String, float[]> readArrays(DataInputStream in) throws IOException {
    Map<String, float[]> arrays = new LinkedHashMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      String name = in.readUTF();
      int length = in.readInt();
      byte[] bytes = in.readNBytes(Math.multiplyExact(length, Float.BYTES));
      float[] values = new float[length];
      if (bytes.length != length * Float.BYTES) {
        throw new IOException(name + " is cut short");
      }
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
      arrays.put(name, values);
    }
    return arrays;
  }
}
