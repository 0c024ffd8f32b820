package io.ocelli.app.cli;

import io.ocelli.app.progress.LoopProgress;
import io.ocelli.app.progress.ProgressMode;
import io.ocelli.app.report.Baseline;
import io.ocelli.app.report.Epoch;
import io.ocelli.app.report.TrainingHistory;
import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.load.Failure;
import io.ocelli.dataset.load.LoaderOptions;
import io.ocelli.image.Preprocess;
import io.ocelli.model.Classifier;
import io.ocelli.model.ClassifierOptions;
import io.ocelli.model.net.Net;
import io.ocelli.model.onnx.Device;
import io.ocelli.model.train.FineTuning;
import io.ocelli.model.train.HeadTraining;
import io.ocelli.model.train.ScratchTraining;
import io.ocelli.model.train.TrainOptions;
import io.ocelli.model.train.Trained;
import io.ocelli.model.train.TrainingPlan;
import io.ocelli.model.train.TrainingState;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Training a classifier into a run folder: the loop with its progress, then the exported model
 * measured and reported.
 *
 * @param command whose options are reported
 * @param folder of the run
 * @param rule how the splits came about
 * @param split facts of the split file for the model's provenance, if there is one
 * @param resumed whether the run in the folder is continued
 * @param started by {@link System#nanoTime()}
 */
record TrainingJob(
    Terminal terminal,
    CommandSpec command,
    CommonOptions common,
    RunFolder folder,
    ClassDataset data,
    String rule,
    Map<String, Object> split,
    boolean resumed,
    long started) {

  /** The backbone of a head and how it is trained. */
  record Head(Path backbone, int copies, int hidden) {}

  /** A network from random weights. */
  Trained scratch(TrainOptions options, LoaderOptions loading, Preprocess input, Net net) {
    say(net.name() + " from scratch", input);
    Interrupt.heed();
    try (TrainingCallback callback = callback(options, 0)) {
      return ScratchTraining.train(plan(options, loading, callback), input, net);
    }
  }

  /** A head on a frozen backbone. */
  Trained head(TrainOptions options, LoaderOptions loading, Preprocess input, Head head) {
    say("head on " + head.backbone(), input);
    Interrupt.heed();
    try (TrainingCallback callback = callback(options, head.copies());
        FeatureProgress progress = new FeatureProgress(ProgressMode.of(terminal.quiet()))) {
      return HeadTraining.train(
          plan(options, loading, callback),
          new HeadTraining.Setup(
              head.backbone(),
              input,
              head.copies(),
              head.hidden(),
              Device.parse(common.device),
              progress::at));
    }
  }

  /** All of a pretrained network. */
  Trained fineTuning(TrainOptions options, LoaderOptions loading, FineTuning.Setup setup) {
    say("fine-tuned " + setup.pretrained().file(), setup.pretrained().input());
    Interrupt.heed();
    try (TrainingCallback callback = callback(options, 0)) {
      return FineTuning.train(plan(options, loading, callback), setup);
    }
  }

  private void say(String way, Preprocess input) {
    terminal.remark(
        "%s %s: %d classes, %d train, %d val, %d test pictures; %s, %dx%d -> %s"
            .formatted(
                resumed ? "resume" : "train",
                data.name(),
                data.classes().size(),
                data.samples(Split.TRAIN).size(),
                data.samples(Split.VAL).size(),
                data.samples(Split.TEST).size(),
                way,
                input.width(),
                input.height(),
                folder.path()));
  }

  private TrainingCallback callback(TrainOptions options, int copies) {
    return new TrainingCallback(
        folder.resolve("results.csv"),
        ProgressMode.of(terminal.quiet()),
        data.samples(Split.TRAIN).size() * (1 + copies),
        options.batch());
  }

  private TrainingPlan plan(
      TrainOptions options, LoaderOptions loading, TrainingCallback callback) {
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("ocelli", BuildInfo.read().version());
    provenance.put("command", CommandText.of(command));
    provenance.putAll(split);
    return new TrainingPlan(
        data,
        options,
        loading,
        folder.resolve("weights"),
        resumed,
        provenance,
        List.of(callback),
        Interrupt::requested);
  }

  /**
   * Says how training ended, measures the exported model, writes the report, and prints the
   * figures.
   *
   * @param way of training, for the report
   * @param baseline measured on the part that is reported (test, or val where there is no test)
   * @return an {@link ExitCode}
   */
  int finish(Trained trained, String way, Preprocess input, @Nullable Baseline baseline) {
    TrainingState state = trained.ending().state();
    for (Failure failure : trained.failures()) {
      terminal.warn("left out: " + failure.source() + ": " + failure.reason());
    }
    if (trained.parity() != null) {
      terminal.remark(
          String.format(
              Locale.ROOT,
              "export: ONNX Runtime and the trained network agree on %d pictures; largest difference %.2g",
              trained.parity().pictures(),
              trained.parity().largest()));
    }
    if (trained.ending().stopped()) {
      terminal.warn(
          "stopped in epoch %d after step %d; everything is saved. Continue with:%n  ocelli train classifier --resume %s"
              .formatted(
                  state.epoch() + 1, state.step(), CommandText.quoted(folder.path().toString())));
      return ExitCode.INTERRUPTED;
    }
    if (trained.ending().early()) {
      terminal.remark(
          "ended early: no better validation accuracy since epoch " + state.bestEpoch());
    }
    Path onnx = Objects.requireNonNull(trained.onnx());
    ClassifierOptions options =
        ClassifierOptions.DEFAULT
            .withDevice(Device.parse(common.device))
            .withThreads(common.workers());
    try (Classifier classifier = Classifier.open(onnx.toString(), options)) {
      boolean tested = !data.samples(Split.TEST).isEmpty();
      Measurement validation = measure(classifier, Split.VAL, tested ? null : baseline);
      Measurement shown = tested ? measure(classifier, Split.TEST, baseline) : validation;
      List<Epoch> epochs = state.history().stream().map(TrainingCallback::epoch).toList();
      RunReport report =
          new RunReport(folder.path(), command, data, classifier, started)
              .model("way", way)
              .model("input", input.width() + "x" + input.height() + " " + input.color())
              .model("trained parameters", String.valueOf(trained.parameters()))
              .model("file", onnx.toString())
              .failures(
                  trained.failures().stream().map(f -> f.source() + ": " + f.reason()).toList());
      Measurement dev =
          data.samples(Split.TRAIN_DEV).isEmpty()
              ? null
              : measure(classifier, Split.TRAIN_DEV, null);
      if (dev != null) {
        report.note(
            "On the train-dev part, which is of train's kind but was not learned from: "
                + dev.line()
                + ".");
      }
      if (tested) {
        report.note("On the validation part, which chose the epoch: " + validation.line() + ".");
      }
      report.write(shown, new TrainingHistory(epochs, state.bestEpoch()), rule);
      terminal.remark("report: " + folder.resolve("report.html"));
      terminal.remark("model:  " + onnx);
      if (tested) {
        terminal.out().println(shown.line());
      }
      terminal.out().println(validation.line());
      if (dev != null) {
        terminal.out().println(dev.line());
      }
    }
    return trained.failures().isEmpty() ? ExitCode.DONE : ExitCode.SOME_FAILED;
  }

  private Measurement measure(Classifier classifier, Split split, @Nullable Baseline baseline) {
    return Measurement.of(
        classifier,
        data.samples(split),
        data.classes(),
        split.folder(),
        data.name(),
        baseline,
        terminal);
  }

  /** A bar for the features that are computed; none when all are known. */
  private static final class FeatureProgress implements AutoCloseable {
    private final ProgressMode mode;
    private @Nullable LoopProgress bar;

    FeatureProgress(ProgressMode mode) {
      this.mode = mode;
    }

    void at(int done, int all) {
      if (bar == null) {
        bar = new LoopProgress(mode, "features", all, "images");
      }
      bar.step();
      if (done == all) {
        close();
      }
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
        bar = null;
      }
    }
  }
}
