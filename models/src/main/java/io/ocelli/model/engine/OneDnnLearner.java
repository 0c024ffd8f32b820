package io.ocelli.model.engine;

import io.ocelli.model.learn.CrossEntropy;
import io.ocelli.model.learn.Learner;
import io.ocelli.model.learn.StepOptions;
import io.ocelli.model.learn.StepResult;
import io.ocelli.model.learn.Targets;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.Parameters;
import io.ocelli.model.net.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Trains a {@link Net} with oneDNN. */
public final class OneDnnLearner implements Learner {
  private static final String WEIGHT = "weight:";
  private static final String AVERAGE = "average:";
  private static final String AGE = "age:";

  private final Net net;
  private final Setup setup;
  private final Program training;
  private final Updater updater;
  private final Parameters parameters;
  private final List<Transfer> averages = new ArrayList<>();
  private final Map<String, Transfer> memories = new LinkedHashMap<>();
  private final List<String> slotNames = new ArrayList<>();
  private @Nullable OneDnnAnswers answering;
  private int[] answeringShape = {};
  private boolean answersAreOld = true;
  private long steps;

  /**
   * What is trained and how.
   *
   * @param batch samples in a step, at most
   * @param averages whether a running average of the weights is kept, which then answers instead of
   *     them (Polyak and Juditsky 1992)
   * @param threads of the update; those of the layers are OpenMP's
   * @param frozen names of layers whose parameters stay as they are
   * @param fixedNorms names of batch normalisations that use and keep their running statistics
   * @param rateScale what the learning rate is multiplied with in a layer, by the layer's name
   */
  public record Setup(
      int batch,
      UpdateRule rule,
      boolean averages,
      int threads,
      Set<String> frozen,
      Set<String> fixedNorms,
      ToDoubleFunction<String> rateScale) {
    /** All layers alike, by Adam. */
    public static Setup adam(int batch, int threads) {
      return new Setup(
          batch, UpdateRule.Adam.USUAL, false, threads, Set.of(), Set.of(), layer -> 1);
    }
  }

  /**
   * Lays out.
   *
   * @param parameters the first weights; they are not changed
   * @throws io.ocelli.error.OcelliException for a layer that cannot be trained, a shape that does
   *     not fit, or too little memory
   */
  public OneDnnLearner(Net net, Parameters parameters, Setup setup) {
    this.net = net;
    this.setup = setup;
    this.parameters = copy(parameters);
    training =
        new Program(net, this.parameters, setup.batch(), true, setup.frozen(), setup.fixedNorms());
    boolean done = false;
    try {
      updater =
          new Updater(
              training,
              setup.rule(),
              setup.averages(),
              setup.threads(),
              weight -> setup.rateScale().applyAsDouble(weight.node()));
      for (Updater.Slot slot : updater.slots()) {
        slotNames.add(slot.weight().node() + "/" + slot.weight().parameter());
        remember("first:", slot, slot.first());
        remember("second:", slot, slot.second());
        Transfer average = remember(AVERAGE, slot, slot.average());
        if (average != null) {
          averages.add(average);
        }
      }
      done = true;
    } finally {
      if (!done) {
        training.close();
      }
    }
  }

  private @Nullable Transfer remember(String what, Updater.Slot slot, @Nullable Cell cell) {
    if (cell == null) {
      return null;
    }
    Weight weight = slot.weight();
    Transfer transfer = training.transfer(weight, cell);
    memories.put(what + weight.node() + "/" + weight.parameter(), transfer);
    return transfer;
  }

  /**
   * What training remembers besides the weights that answer: with it and them a learner continues
   * exactly where another stopped.
   *
   * @param steps done
   * @param arrays by name, rows first: the weights under training and what the update rule keeps of
   *     them, and for how many updates
   */
  public record State(long steps, Map<String, float[]> arrays) {}

  /** A copy of the state. */
  public State state() {
    Map<String, float[]> arrays = new LinkedHashMap<>();
    Parameters now = copy(parameters);
    training.store(now);
    now.all().forEach((name, tensor) -> arrays.put(WEIGHT + name, tensor.values()));
    memories.forEach(
        (name, transfer) -> {
          float[] values = new float[transfer.size()];
          transfer.get(values);
          arrays.put(name, values);
        });
    for (int i = 0; i < slotNames.size(); i++) {
      arrays.put(AGE + slotNames.get(i), new float[] {updater.ages()[i]});
    }
    return new State(steps, arrays);
  }

  /**
   * Continues from a state.
   *
   * @throws IllegalArgumentException if it is that of another network or update rule
   */
  public void restore(State state) {
    Set<String> wanted = new LinkedHashSet<>(memories.keySet());
    parameters.all().keySet().forEach(name -> wanted.add(WEIGHT + name));
    slotNames.forEach(name -> wanted.add(AGE + name));
    if (!wanted.equals(state.arrays().keySet())) {
      throw new IllegalArgumentException("the state is of another network or update rule");
    }
    adopt(state);
  }

  /**
   * Goes on where another learner of the same weights stopped, which may have trained others of
   * them or on pictures of another size: what it remembers of the weights that both train is taken
   * over.
   *
   * @throws IllegalArgumentException if it is that of another network
   */
  public void adopt(State state) {
    parameters
        .all()
        .forEach(
            (name, tensor) -> {
              float[] values = state.arrays().get(WEIGHT + name);
              if (values == null || values.length != tensor.values().length) {
                throw new IllegalArgumentException(name + " has another size in the state");
              }
              System.arraycopy(values, 0, tensor.values(), 0, values.length);
            });
    training.load(parameters);
    memories.forEach(
        (name, transfer) -> {
          float[] values = state.arrays().get(name);
          if (values != null) {
            transfer.put(values);
          } else if (name.startsWith(AVERAGE)) {
            transfer.put(
                parameters.get(transfer.weight().node(), transfer.weight().parameter()).values());
          }
        });
    for (int i = 0; i < slotNames.size(); i++) {
      float[] age = state.arrays().get(AGE + slotNames.get(i));
      updater.ages()[i] = age == null ? 0 : (int) age[0];
    }
    steps = state.steps();
    answersAreOld = true;
  }

  private static Parameters copy(Parameters from) {
    Parameters result = new Parameters();
    from.all()
        .forEach(
            (name, tensor) -> {
              int slash = name.lastIndexOf('/');
              result.put(
                  name.substring(0, slash),
                  name.substring(slash + 1),
                  tensor.shape(),
                  tensor.values().clone());
            });
    return result;
  }

  @Override
  public int classes() {
    return training.classes();
  }

  @Override
  public long parameters() {
    return parameters.all().values().stream().mapToLong(tensor -> tensor.values().length).sum();
  }

  /** Native memory of the training program in bytes. */
  public long bytes() {
    return training.bytes();
  }

  /** Steps done. */
  public long steps() {
    return steps;
  }

  @Override
  public StepResult train(
      FloatBuffer batch, int[] shape, Targets wanted, int n, StepOptions options) {
    FloatBuffer scores = training.forward(batch, n, options.seed());
    StepResult result =
        CrossEntropy.of(scores, classes(), wanted, n, options, training.lossGradient());
    training.backward();
    steps++;
    updater.update(
        new Updater.Settings(
            options.learningRate(), options.weightDecay(), options.clip(), options.averageDecay()));
    answersAreOld = true;
    return result;
  }

  @Override
  public float[][] probabilities(FloatBuffer batch, int[] shape, int n) {
    OneDnnAnswers answers = answering;
    if (answers == null || !Arrays.equals(shape, answeringShape)) {
      if (answers != null) {
        answers.close();
        answering = null;
      }
      answers = new OneDnnAnswers(net.withShape(Shape.of(shape)), weights(), setup.batch());
      answering = answers;
      answeringShape = shape.clone();
    } else if (answersAreOld) {
      answers.load(weights());
    }
    answersAreOld = false;
    return answers.probabilities(batch, n);
  }

  /**
   * The weights that answer: the running average where one is kept. The arrays are this learner's
   * own and are written over by the next call.
   */
  public Parameters weights() {
    training.store(parameters);
    averages.forEach(
        average ->
            average.get(
                parameters.get(average.weight().node(), average.weight().parameter()).values()));
    return parameters;
  }

  @Override
  public Optional<String> firstBrokenLayer() {
    return training.firstBroken();
  }

  @Override
  public void close() {
    OneDnnAnswers answers = answering;
    if (answers != null) {
      answers.close();
    }
    updater.close();
    training.close();
  }
}
