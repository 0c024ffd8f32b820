package io.ocelli.model.convert;

import io.ocelli.model.dl4j.Dl4jReader;
import io.ocelli.model.net.Shape;
import io.ocelli.model.onnx.OnnxModel;
import io.ocelli.model.onnx.OnnxOptions;
import io.ocelli.model.onnx.TensorInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes an ONNX model of a zip that plain Deeplearning4j wrote. */
public final class Dl4jExport {
  static final int SAMPLES = 4;

  private Dl4jExport() {}

  /**
   * What was made.
   *
   * @param onnx the file's bytes
   * @param input shape of one sample
   * @param parity how far its answers lie from Deeplearning4j's, on random samples
   */
  @SuppressWarnings("ArrayRecordComponent") // a file's content, handed on
  public record Exported(byte[] onnx, Shape input, Parity parity) {}

  /**
   * A zip as ONNX, compared with Deeplearning4j.
   *
   * @param input shape of one sample, or null to take what the layers say
   * @throws io.ocelli.error.UsageException when they do not say it
   * @throws io.ocelli.error.OcelliException when it is no such file, names what cannot be read in
   *     it, or the answers differ
   */
  public static Exported of(Path zip, @Nullable Shape input, Map<String, String> metadata) {
    Dl4jReader.Tried tried = Dl4jReader.read(zip, input, SAMPLES, new Random(SAMPLES));
    Dl4jReader.Read read = tried.read();
    Shape shape = read.net().shape();
    OnnxWriter.Options options = new OnnxWriter.Options(false, metadata, "images", "output");
    byte[] onnx = OnnxWriter.write(read.net(), read.parameters(), options);
    Parity parity =
        Parity.check(
            rows(tried.answers()),
            rows(answers(onnx, tried.samples(), shape, zip + " as ONNX")),
            zip + " as ONNX");
    return new Exported(onnx, shape, parity);
  }

  private static float[][] rows(float[] answers) {
    int length = answers.length / SAMPLES;
    float[][] rows = new float[SAMPLES][length];
    for (int i = 0; i < SAMPLES; i++) {
      System.arraycopy(answers, i * length, rows[i], 0, length);
    }
    return rows;
  }

  /** ONNX Runtime's answers to {@link #SAMPLES} samples. */
  static float[] answers(byte[] onnx, float[] samples, Shape shape, String name) {
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(samples.length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    buffer.put(samples).rewind();
    long[] dims =
        shape.isVector()
            ? new long[] {SAMPLES, shape.channels()}
            : new long[] {SAMPLES, shape.channels(), shape.height(), shape.width()};
    try (OnnxModel model = OnnxModel.open(onnx, name, OnnxOptions.DEFAULT);
        OnnxModel.Binding binding =
            model.bind(List.of(TensorInput.of("images", buffer, dims)), List.of())) {
      return binding.run().get(0).values();
    }
  }
}
