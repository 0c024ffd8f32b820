package io.ocelli.model.engine;

import io.ocelli.model.net.Net;
import io.ocelli.model.net.Parameters;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A net laid out for batches of one size: forward, and if it is for training, backward. Owns its
 * native memory; not thread-safe.
 */
final class Program implements AutoCloseable {
  /**
   * Answers of layers that learn lie around 1. Where the loss has run away to 1,000, there is a
   * score of at least half of that.
   */
  private static final float BEYOND_MEASURE = 500;

  private final Dnn dnn = new Dnn();
  private final Plan plan;
  private final Value input;
  private final Cell logits;
  private final Cell lossGradient;
  private final FloatBuffer inputs;
  private final FloatBuffer scores;
  private final Map<String, Transfer> transfers = new LinkedHashMap<>();
  private final List<Value> answers;

  /**
   * Lays out.
   *
   * @param training whether there is a backward pass, and dropout and batch statistics
   * @param frozen names of layers whose parameters are not trained
   * @param fixedNorms names of batch normalisations that use and keep their running statistics
   */
  Program(
      Net net,
      Parameters parameters,
      int batch,
      boolean training,
      Set<String> frozen,
      Set<String> fixedNorms) {
    boolean done = false;
    try {
      plan = new Plan(dnn, batch, training, frozen, parameters);
      Compiler compiler = new Compiler(plan, net, fixedNorms);
      input = compiler.input;
      answers = compiler.answers();
      Layout plain = dnn.plain(compiler.logits.dims());
      logits = plan.in(plain, compiler.logits.data, plan.forward, "logits");
      lossGradient = training ? compiler.backward() : dnn.cell(plain);
      inputs = input.data.floats();
      scores = logits.floats();
      plan.weights.forEach((name, weight) -> transfers.put(name, transfer(weight, weight.value())));
      load(parameters);
      done = true;
    } finally {
      if (!done) {
        dnn.close();
      }
    }
  }

  int batch() {
    return plan.batch;
  }

  /** Numbers of one sample. */
  int sampleSize() {
    return input.shape.size();
  }

  int classes() {
    return scores.capacity() / plan.batch;
  }

  /** Native memory in bytes. */
  long bytes() {
    return dnn.bytes();
  }

  /** Every parameter. */
  List<Weight> weights() {
    return List.copyOf(plan.weights.values());
  }

  Dnn dnn() {
    return dnn;
  }

  /** A way in and out for numbers that lie as a weight does. */
  Transfer transfer(Weight weight, Cell inside) {
    return new Transfer(dnn, weight, inside);
  }

  /** Sets every parameter. */
  void load(Parameters parameters) {
    for (Transfer transfer : transfers.values()) {
      Weight weight = transfer.weight();
      transfer.put(parameters.get(weight.node(), weight.parameter()).values());
    }
  }

  /** Copies every parameter into arrays of the same names. */
  void store(Parameters into) {
    for (Transfer transfer : transfers.values()) {
      Weight weight = transfer.weight();
      transfer.get(into.get(weight.node(), weight.parameter()).values());
    }
  }

  /**
   * Runs forward.
   *
   * @param samples direct; its first n samples are read; the rest of the batch is zeros
   * @param seed of the dropout
   * @return the scores before the softmax, rows first; its first n rows mean something
   */
  FloatBuffer forward(FloatBuffer samples, int n, long seed) {
    int size = sampleSize();
    inputs.put(0, samples, 0, n * size);
    for (int i = n * size; i < inputs.capacity(); i++) {
      inputs.put(i, 0);
    }
    if (!plan.masks.isEmpty()) {
      SplittableRandom random = new SplittableRandom(seed);
      plan.masks.forEach(mask -> mask.draw(random));
    }
    run(plan.forward);
    plan.statistics.forEach(RunningStatistics::update);
    return scores;
  }

  /** The first layer whose answer holds no number, an infinite one or one beyond all measure. */
  Optional<String> firstBroken() {
    return answers.stream().filter(Program::isBroken).map(value -> value.name).findFirst();
  }

  private static boolean isBroken(Value value) {
    FloatBuffer floats = value.data.floats();
    for (int i = 0; i < floats.capacity(); i++) {
      if (!(Math.abs(floats.get(i)) <= BEYOND_MEASURE)) {
        return true;
      }
    }
    return false;
  }

  /** Where the gradient of the loss by the scores has to be put before {@link #backward}. */
  FloatBuffer lossGradient() {
    return lossGradient.floats();
  }

  /** Runs backward: the gradients of all trained parameters are set. */
  void backward() {
    run(plan.backward);
  }

  private static void run(List<Step> steps) {
    for (Step step : steps) {
      step.run();
    }
  }

  @Override
  public void close() {
    dnn.close();
  }
}
