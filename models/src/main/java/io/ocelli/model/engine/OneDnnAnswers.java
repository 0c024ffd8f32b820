package io.ocelli.model.engine;

import io.ocelli.model.learn.CrossEntropy;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.Parameters;
import java.nio.FloatBuffer;
import java.util.Set;

/** A trained net that only answers. Owns native memory; not thread-safe. */
public final class OneDnnAnswers implements AutoCloseable {
  private final Program program;

  /**
   * Lays out.
   *
   * @param batch samples that are computed at once
   */
  public OneDnnAnswers(Net net, Parameters parameters, int batch) {
    program = new Program(net, parameters, batch, false, Set.of(), Set.of());
  }

  void load(Parameters parameters) {
    program.load(parameters);
  }

  /** The number of classes. */
  public int classes() {
    return program.classes();
  }

  /**
   * Class probabilities, row by row.
   *
   * @param samples direct buffer; n samples are read from its position 0
   */
  public float[][] probabilities(FloatBuffer samples, int n) {
    float[][] rows = new float[n][];
    int size = program.sampleSize();
    for (int from = 0; from < n; from += program.batch()) {
      int count = Math.min(program.batch(), n - from);
      FloatBuffer part = samples.slice(from * size, count * size);
      FloatBuffer scores = program.forward(part, count, 0);
      float[][] answers = CrossEntropy.probabilities(scores, program.classes(), count);
      System.arraycopy(answers, 0, rows, from, count);
    }
    return rows;
  }

  @Override
  public void close() {
    program.close();
  }
}
