package io.ocelli.app.cli;

import io.ocelli.error.NearNames;
import io.ocelli.error.UsageException;
import io.ocelli.model.train.Optimizer;
import io.ocelli.model.train.Schedule;
import io.ocelli.model.train.TrainOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the training loop goes. What is not given is filled in, so that args.yaml says it. */
final class LoopOptions {
  /** Epochs of the rise of one cycle, as a share of all (that of fastai and PyTorch). */
  private static final double ONE_CYCLE_RISE = 0.3;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description =
          "Passes over the training part (default: 30 from scratch, 20 for a head, 8 for finetune).",
      order = 10)
  private @Nullable Integer epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description =
          "Pictures in a step (default: 64 from scratch, 128 for a head, 32 for finetune).",
      order = 11)
  private @Nullable Integer batch;

  @Option(
      names = "--optimizer",
      paramLabel = "adamw|adam|sgd",
      description =
          "How gradients change weights; sgd has Nesterov's momentum of 0.9 (default: adamw).",
      order = 12)
  private @Nullable String optimizer;

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      description =
          "Highest learning rate (default: 0.002 from scratch, 0.003 for a head, 0.0003 for"
              + " finetune; of sgd 10 times as much).",
      order = 13)
  private @Nullable Double lr;

  @Option(
      names = "--schedule",
      paramLabel = "cosine|constant|one-cycle",
      description = "How the learning rate goes after the warm-up (default: cosine).",
      order = 14)
  private @Nullable String schedule;

  @Option(
      names = "--warmup",
      paramLabel = "EPOCHS",
      description =
          "Epochs over which the learning rate rises (default: 1; of one-cycle 0.3 of all).",
      order = 15)
  private @Nullable Double warmup;

  @Option(
      names = "--weight-decay",
      paramLabel = "X",
      description =
          "Decoupled weight decay (default: 0.005 from scratch, 0.01 for a head, 0.05 for finetune;"
              + " of adam 0).",
      order = 16)
  private @Nullable Double weightDecay;

  @Option(
      names = "--clip",
      paramLabel = "NORM",
      description =
          "From scratch and for finetune: shorten gradients whose common norm is larger; 0 for no"
              + " clipping (default: 0).",
      order = 17)
  private @Nullable Double clip;

  @Option(
      names = "--dropout",
      paramLabel = "X",
      description =
          "Share of features left out in training (default: 0.3 for simple-cnn, 0.4 for a head, 0.2"
              + " for finetune).",
      order = 18)
  private @Nullable Double dropout;

  @Option(
      names = "--label-smoothing",
      paramLabel = "X",
      description = "Share of the target spread over all classes (default: 0.1).",
      order = 19)
  private @Nullable Double labelSmoothing;

  @Option(
      names = "--class-weights",
      paramLabel = "none|balanced",
      description =
          "From scratch and for finetune: how much a picture counts in the loss, all alike or the"
              + " more the rarer its class (default: none).",
      order = 20)
  private @Nullable String classWeights;

  @Option(
      names = "--average",
      paramLabel = "X",
      description =
          "From scratch and for finetune: keep a running average of the weights, of which each step"
              + " leaves this share, and let it answer; 0 for none (default: 0 from scratch, 0.99"
              + " for finetune).",
      order = 21)
  private @Nullable Double average;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description =
          "End after N epochs without a better validation accuracy; 0 for never (default: 10 from"
              + " scratch, 15 for a head, 0 for finetune).",
      order = 22)
  private @Nullable Integer patience;

  /**
   * What was given, filled up.
   *
   * @param usual of the way of training
   * @param way of training
   * @param ownDropout whether the network has the dropout that it was published with, unless
   *     another is given
   */
  TrainOptions fill(TrainOptions usual, TrainMode way, boolean ownDropout, long seed) {
    if (way == TrainMode.HEAD) {
      refuse(optimizer, "--optimizer");
      refuse(clip, "--clip");
      refuse(classWeights, "--class-weights");
      refuse(average, "--average");
    }
    epochs = epochs == null ? usual.epochs() : epochs;
    batch = batch == null ? usual.batch() : batch;
    optimizer = optimizer == null ? usual.optimizer().rule().toString() : optimizer;
    Optimizer.Rule rule = Optimizer.Rule.parse(optimizer, "--optimizer");
    if (lr == null) {
      lr = usual.optimizer().learningRate() * (rule == Optimizer.Rule.SGD ? 10 : 1);
    }
    if (weightDecay == null) {
      weightDecay = rule == Optimizer.Rule.ADAM ? 0 : usual.optimizer().weightDecay();
    }
    clip = clip == null ? usual.optimizer().clip() : clip;
    schedule = schedule == null ? usual.schedule().kind().toString() : schedule;
    Schedule.Kind kind = Schedule.Kind.parse(schedule, "--schedule");
    if (warmup == null) {
      warmup =
          kind == Schedule.Kind.ONE_CYCLE ? ONE_CYCLE_RISE * epochs : usual.schedule().warmup();
    }
    if (dropout == null && !ownDropout) {
      dropout = usual.dropout();
    }
    labelSmoothing = labelSmoothing == null ? usual.labelSmoothing() : labelSmoothing;
    classWeights = classWeights == null ? "none" : classWeights;
    average = average == null ? usual.average() : average;
    patience = patience == null ? usual.patience() : patience;
    return new TrainOptions(
        epochs,
        batch,
        new Optimizer(rule, lr, weightDecay, clip),
        new Schedule(kind, warmup),
        dropout == null ? 0 : dropout,
        labelSmoothing,
        balanced(classWeights),
        average,
        patience,
        seed);
  }

  /** The share of features left out that was given or filled in; null for the network's own. */
  @Nullable Double dropout() {
    return dropout;
  }

  private static boolean balanced(String text) {
    List<String> names = List.of("none", "balanced");
    if (!names.contains(text)) {
      throw new UsageException(
          "unknown class weights", text, "--class-weights", NearNames.remedy(text, names));
    }
    return text.equals("balanced");
  }

  private static void refuse(@Nullable Object value, String option) {
    if (value != null) {
      throw new UsageException(
          "an option that the training of a head does not have",
          value.toString(),
          option,
          "leave it out, or use --mode finetune");
    }
  }
}
