package io.ocelli.model.train;

import io.ocelli.augment.Augmentation;
import io.ocelli.dataset.Sample;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.load.BatchLoader;
import io.ocelli.dataset.load.ExampleSource;
import io.ocelli.dataset.load.Failure;
import io.ocelli.dataset.load.LoaderOptions;
import io.ocelli.dataset.load.Sampling;
import io.ocelli.image.Preprocess;
import io.ocelli.model.engine.OneDnnLearner;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.NewHead;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.Parameters;
import io.ocelli.model.net.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The phases of fine-tuning: which layers learn, on pictures of which size, how fast. A phase ends
 * where one of the first two changes; the next goes on with its weights and what the optimizer
 * remembers of them.
 */
final class FineTuningCourse implements Course, Runs.Contents, AutoCloseable {
  /** What is the same in all epochs of a phase. */
  private record Phase(Shape sides, Set<String> frozen) {}

  private final TrainingPlan plan;
  private final FineTuning.Setup setup;
  private final NewHead head;
  private final Stages stages;
  private final Parameters first;
  private final List<Sample> train;
  private final BatchLoader validation;
  private final List<Failure> failures = new ArrayList<>();
  private OneDnnLearner.@Nullable State resumed;
  private @Nullable Phase phase;
  private @Nullable OneDnnLearner learner;
  private @Nullable BatchLoader loader;

  /**
   * @param resume whether to go on from the plan's last checkpoint
   */
  FineTuningCourse(TrainingPlan plan, FineTuning.Setup setup, NewHead head, boolean resume) {
    this.plan = plan;
    this.setup = setup;
    this.head = head;
    stages = Stages.of(head.net(), head.weighted());
    first = head.parameters(setup.pretrained().parameters(), plan.options().seed());
    train = plan.data().require(Split.TRAIN);
    if (resume) {
      resumed = SavedNet.read(plan.last()).orElseThrow().state();
    }
    List<Sample> val = plan.data().require(Split.VAL);
    validation =
        new BatchLoader(
            ExampleSource.of(val),
            setup.pretrained().input(),
            loading()
                .withBatchSize(Math.min(64, val.size()))
                .withAugmentation(Augmentation.NONE)
                .withSampling(Sampling.NONE));
  }

  private LoaderOptions loading() {
    return plan.loading().withSeed(plan.options().seed());
  }

  @Override
  public Stage at(int epoch) {
    Phase wanted = new Phase(sides(epoch), frozen(epoch));
    OneDnnLearner current = learner;
    BatchLoader pictures = loader;
    if (current == null || pictures == null || !wanted.equals(phase)) {
      OneDnnLearner.State state = current == null ? resumed : current.state();
      if (current != null) {
        current.close();
        learner = null;
      }
      current = learner(wanted, state);
      learner = current;
      pictures = loader(wanted, pictures);
      loader = pictures;
      phase = wanted;
    }
    int classes = plan.data().classes().size();
    Preprocess input = setup.pretrained().input();
    return new Stage(
        current,
        new PictureBatches(
            pictures,
            input.withSize(wanted.sides().width(), wanted.sides().height()),
            classes,
            train.size(),
            true),
        new PictureBatches(
            validation, input, classes, plan.data().require(Split.VAL).size(), false),
        rate());
  }

  private OneDnnLearner learner(Phase wanted, OneDnnLearner.@Nullable State state) {
    TrainOptions options = plan.options();
    Net net = head.net().withShape(wanted.sides());
    OneDnnLearner made =
        new OneDnnLearner(
            net,
            first,
            new OneDnnLearner.Setup(
                Math.min(options.batch(), train.size()),
                options.optimizer().updateRule(),
                options.average() > 0,
                plan.threads(),
                wanted.frozen(),
                fixedNorms(wanted.frozen()),
                this::rateScale));
    boolean done = false;
    try {
      if (state != null) {
        made.adopt(state);
      }
      done = true;
      return made;
    } finally {
      if (!done) {
        made.close();
      }
    }
  }

  private BatchLoader loader(Phase wanted, @Nullable BatchLoader old) {
    Phase before = phase;
    if (old != null && before != null && before.sides().equals(wanted.sides())) {
      return old;
    }
    if (old != null) {
      keep(old.failures());
      old.close();
      loader = null;
    }
    return new BatchLoader(
        ExampleSource.of(train),
        setup.pretrained().input().withSize(wanted.sides().width(), wanted.sides().height()),
        loading().withBatchSize(Math.min(plan.options().batch(), train.size())).withDropLast(true));
  }

  private int headEpochs() {
    return Math.min(setup.headEpochs(), plan.options().epochs() - 1);
  }

  private Shape sides(int epoch) {
    int count = setup.sides().size();
    return setup.sides().get(Math.min(count - 1, epoch * count / plan.options().epochs()));
  }

  private Set<String> frozen(int epoch) {
    int after = epoch - headEpochs();
    if (after < 0) {
      return stages.allButStages(0);
    }
    if (setup.unfreezing() instanceof Unfreezing.Last last) {
      return stages.allButLast(last.layers());
    }
    if (setup.unfreezing() instanceof Unfreezing.Gradual) {
      int rest = plan.options().epochs() - headEpochs();
      return stages.allButStages(1 + 2 * after * stages.count() / Math.max(1, rest));
    }
    return Set.of();
  }

  /** Those of frozen layers, which would otherwise drift from what these make of them. */
  private Set<String> fixedNorms(Set<String> frozen) {
    Set<String> fixed = new HashSet<>();
    head.net().nodes().stream()
        .filter(node -> node.op() instanceof Op.BatchNorm)
        .filter(node -> setup.fixedNorms() || frozen.contains(node.name()))
        .forEach(node -> fixed.add(node.name()));
    return fixed;
  }

  private double rateScale(String layer) {
    Integer stage = stages.below().get(layer);
    return stage == null ? 1 : Math.pow(setup.layerDecay(), stage + 1);
  }

  /** The head's own rate while it learns alone, then the schedule from its beginning. */
  private DoubleUnaryOperator rate() {
    TrainOptions options = plan.options();
    int alone = headEpochs();
    return done ->
        done < alone
            ? setup.headRate()
            : options.optimizer().learningRate()
                * options.schedule().at(done - alone, options.epochs() - alone);
  }

  @Override
  public float @Nullable [] classWeights() {
    return ClassWeights.of(plan);
  }

  List<Failure> failures() {
    List<Failure> all = new ArrayList<>(failures);
    BatchLoader open = loader;
    if (open != null) {
      open.failures().stream().filter(failure -> !all.contains(failure)).forEach(all::add);
    }
    all.addAll(validation.failures());
    return all;
  }

  private void keep(List<Failure> more) {
    more.stream().filter(failure -> !failures.contains(failure)).forEach(failures::add);
  }

  private OneDnnLearner current() {
    OneDnnLearner current = learner;
    if (current == null) {
      throw new IllegalStateException("no phase has begun");
    }
    return current;
  }

  @Override
  public Checkpoint.Content last() {
    return new SavedNet(head.net(), current().weights(), current().state())::write;
  }

  @Override
  public Checkpoint.Content best() {
    return new SavedNet(head.net(), current().weights(), null)::write;
  }

  @Override
  public void close() {
    validation.close();
    BatchLoader open = loader;
    if (open != null) {
      open.close();
    }
    OneDnnLearner current = learner;
    if (current != null) {
      current.close();
    }
  }
}
