package io.ocelli.model.convert;

import io.ocelli.error.OcelliException;
import io.ocelli.model.dl4j.Dl4jReader;
import io.ocelli.model.dl4j.Dl4jWriter;
import io.ocelli.model.net.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;

/** Makes a zip of an ONNX classifier that plain Deeplearning4j opens and trains on. */
public final class Dl4jZip {
  private static final double ROUNDING = 1e-4;

  private Dl4jZip() {}

  /**
   * What was written.
   *
   * @param input shape of one sample
   * @param parameters of the network
   * @param largest difference between an answer of Deeplearning4j, which opened the zip, and that
   *     of ONNX Runtime to the network as it was read, on random samples
   * @param agreement of the network as it was read with the file, both by ONNX Runtime
   * @param quantised whether the file was, so that the two differ by rounding
   */
  public record Written(
      Shape input, long parameters, double largest, Agreement agreement, boolean quantised) {}

  /**
   * Reads ONNX, writes a ComputationGraph as Deeplearning4j's ModelSerializer does, opens it again
   * and compares.
   *
   * @param onnx the file's bytes, with all weights
   * @param origin for error messages: the file
   * @param zip is made, or written over
   * @throws OcelliException naming what cannot be read, or what Deeplearning4j has no layer for; or
   *     when the answers differ
   */
  public static Written write(byte[] onnx, String origin, ReadOptions options, Path zip) {
    Converted read = OnnxReader.read(onnx, origin, options);
    Agreement agreement = Agreement.of(onnx, origin, options);
    if (!agreement.holds(read.facts())) {
      throw differs(agreement.largest(), origin);
    }
    ComputationGraph graph = Dl4jWriter.graph(read.net(), read.parameters());
    long parameters = graph.numParams();
    try {
      ModelSerializer.writeModel(graph, zip.toFile(), false);
    } catch (IOException e) {
      throw new OcelliException(
          "the model cannot be written",
          String.valueOf(e.getMessage()),
          zip.toString(),
          "free space, or give another place",
          e);
    } finally {
      graph.close();
    }
    Dl4jReader.Tried tried =
        Dl4jReader.read(
            zip, read.net().shape(), Dl4jExport.SAMPLES, new Random(Dl4jExport.SAMPLES));
    byte[] again =
        OnnxWriter.write(
            read.net(),
            read.parameters(),
            new OnnxWriter.Options(false, read.facts().metadata(), "images", "output"));
    float[] wanted = Dl4jExport.answers(again, tried.samples(), read.net().shape(), origin);
    double largest = 0;
    double scale = 1;
    for (int i = 0; i < wanted.length; i++) {
      double difference = Math.abs((double) wanted[i] - tried.answers()[i]);
      largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
      scale = Math.max(scale, Math.abs(wanted[i]));
    }
    if (!(largest <= ROUNDING * scale)) {
      throw differs(largest, zip.toString());
    }
    return new Written(
        read.net().shape(), parameters, largest, agreement, read.facts().quantised());
  }

  private static OcelliException differs(double largest, String origin) {
    return new OcelliException(
        "the network answers differently once it was read and written",
        "largest difference " + largest,
        origin,
        "please report this with the file");
  }
}
