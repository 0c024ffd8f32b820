package io.ocelli.bench;

import io.ocelli.model.engine.OneDnnLearner;
import io.ocelli.model.learn.StepOptions;
import io.ocelli.model.learn.Targets;
import java.util.Locale;

/**
 * One contender of {@link TrainPeers} in a process of its own: {@code NAME NET SIDE BATCH STEPS
 * WARM THREADS SECONDS}. Prints {@code RESULT images/s steps parameters first-loss last-loss}.
 */
final class TrainContender {
  private static final int LEAST_STEPS = 2;

  private TrainContender() {}

  /** See the class. */
  public static void main(String[] args) {
    int batch = Integer.parseInt(args[3]);
    int steps = Integer.parseInt(args[4]);
    int warm = Integer.parseInt(args[5]);
    double seconds = Double.parseDouble(args[7]);
    TrainTask task =
        TrainTask.of(args[1], Integer.parseInt(args[2]), batch, Integer.parseInt(args[6]));
    try (Training training = training(args[0], task)) {
      if (training.parameters() != task.parameters()) {
        throw new IllegalStateException(
            "%s has %d parameters, the network %d"
                .formatted(args[0], training.parameters(), task.parameters()));
      }
      long begin = System.nanoTime();
      double first = training.step();
      for (int done = 1; done < warm && since(begin) < seconds / 4; done++) {
        training.step();
      }
      long start = System.nanoTime();
      double last = 0;
      int timed = 0;
      while (timed < steps && (timed < LEAST_STEPS || since(start) < seconds)) {
        last = training.step();
        timed++;
      }
      System.out.printf(
          Locale.ROOT,
          "RESULT %.2f %d %d %.4f %.4f%n",
          timed * batch / since(start),
          timed,
          training.parameters(),
          first,
          last);
    }
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static Training training(String name, TrainTask task) {
    return switch (name) {
      case "ocelli" -> new Ocelli(task);
      case "djl" -> new DjlTraining(task);
      case "dl4j" -> new Dl4jTraining(task, false);
      case "dl4j-helpers" -> new Dl4jTraining(task, true);
      default -> throw new IllegalArgumentException("no contender '" + name + "'");
    };
  }

  /** Ours. */
  private static final class Ocelli implements Training {
    private final TrainTask task;
    private final Targets targets;
    private final OneDnnLearner learner;
    private int step;

    Ocelli(TrainTask task) {
      this.task = task;
      targets = Targets.of(task.labels());
      learner =
          new OneDnnLearner(
              task.net(), task.weights(), OneDnnLearner.Setup.adam(task.batch(), task.threads()));
    }

    @Override
    public double step() {
      StepOptions options = StepOptions.of(TrainTask.RATE, 0, 0, step++);
      return learner.train(task.pixels(), task.sides(), targets, task.batch(), options).lossSum()
          / task.batch();
    }

    @Override
    public long parameters() {
      return task.parameters();
    }

    @Override
    public void close() {
      learner.close();
    }
  }
}
