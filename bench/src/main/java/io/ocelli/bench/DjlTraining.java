package io.ocelli.bench;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

/** The network in DJL with its PyTorch engine, trained as {@code EasyTrain} does. */
final class DjlTraining implements Training {
  private final Model model;
  private final Trainer trainer;
  private final NDManager manager;
  private final NDArray pixels;
  private final NDArray labels;

  DjlTraining(TrainTask task) {
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(task.threads()));
    model = Model.newInstance(task.net().name(), Device.cpu(), "PyTorch");
    model.setBlock(new DjlNet(task.net(), task.weights()));
    trainer =
        model.newTrainer(
            new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optDevices(new Device[] {Device.cpu()})
                .optOptimizer(
                    Optimizer.adam()
                        .optLearningRateTracker(Tracker.fixed((float) TrainTask.RATE))
                        .build()));
    int[] sides = task.sides();
    Shape shape = new Shape(task.batch(), sides[0], sides[1], sides[2]);
    trainer.initialize(shape);
    manager = trainer.getManager();
    pixels = manager.create(task.pixels().duplicate(), shape);
    labels = manager.create(task.labels());
  }

  @Override
  public double step() {
    // What a step makes belongs to the manager of its inputs and goes with it.
    try (NDManager mine = manager.newSubManager()) {
      pixels.tempAttach(mine);
      labels.tempAttach(mine);
      NDArray loss;
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDList answers = trainer.forward(new NDList(pixels));
        loss = trainer.getLoss().evaluate(new NDList(labels), answers);
        collector.backward(loss);
      }
      trainer.step();
      return loss.getFloat();
    }
  }

  @Override
  public long parameters() {
    return model.getBlock().getParameters().values().stream()
        .mapToLong(parameter -> parameter.getShape().size())
        .sum();
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
  }
}
