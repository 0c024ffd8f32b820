package io.ocelli.app.cli;

import io.ocelli.app.job.Selection;
import io.ocelli.app.job.Sorter;
import io.ocelli.error.OcelliException;
import io.ocelli.model.Classification;
import io.ocelli.model.Classifier;
import io.ocelli.model.Outcome;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of {@code classify}: what became of each input is written down and acted upon. */
final class ClassifyJob implements AutoCloseable {
  private final BulkJob job;
  private final List<PredictionOutput> outputs;
  private final Selection selection;
  private final @Nullable Sorter sorter;
  private final Terminal terminal;

  ClassifyJob(
      Terminal terminal,
      BulkJob job,
      List<PredictionOutput> outputs,
      Selection selection,
      @Nullable Sorter sorter) {
    this.terminal = terminal;
    this.job = job;
    this.outputs = outputs;
    this.selection = selection;
    this.sorter = sorter;
  }

  /** Classifies what is left to do, and returns an {@link ExitCode}. */
  int run(Classifier classifier, int top) throws IOException {
    int code =
        job.run(
            feed ->
                classifier.classifyAll(
                    feed,
                    top,
                    outcome -> {
                      InputFeed.Input input = feed.answered();
                      job.step(input, position -> write(position, input, outcome));
                    }));
    tellSorted();
    return code;
  }

  /** Returns why the input failed; null when it went well. */
  private @Nullable String write(long position, InputFeed.Input input, Outcome outcome)
      throws IOException {
    String name = input.source().name();
    String problem = problem(input, outcome);
    if (problem != null) {
      for (PredictionOutput output : outputs) {
        output.writer().failed(position, name, problem);
      }
      return problem;
    }
    Outcome.Classified classified = (Outcome.Classified) outcome;
    List<Classification> answers = selection.judged(classified.predictions());
    if (!selection.wants(answers)) {
      return null;
    }
    Prediction prediction =
        new Prediction(position, name, classified.width(), classified.height(), answers);
    for (PredictionOutput output : outputs) {
      try {
        output.writer().predicted(prediction);
      } catch (IOException e) {
        throw output.failed(e);
      }
    }
    if (sorter != null) {
      try {
        sorter.sort(input.bytes(), answers.get(0).label());
      } catch (IOException e) {
        job.failedBeside(name, "cannot be put into its class folder: " + FileErrors.reason(e));
      }
    }
    return null;
  }

  private static @Nullable String problem(InputFeed.Input input, Outcome outcome) {
    if (input.problem() != null) {
      return input.problem();
    }
    if (outcome instanceof Outcome.Failed failure) {
      OcelliException reason = failure.reason();
      return reason.problem() + ": " + reason.value() + "; try: " + reason.remedy();
    }
    return null;
  }

  private void tellSorted() {
    if (sorter == null) {
      return;
    }
    sorter
        .counts()
        .forEach((name, count) -> terminal.remark("  " + count + " " + Columns.printable(name)));
    if (sorter.identical() > 0) {
      terminal.remark(sorter.identical() + " were there already");
    }
    if (sorter.undo() != null) {
      terminal.remark(
          "to take this back: ocelli undo " + CommandText.quoted(sorter.undo().toString()));
    }
  }

  @Override
  public void close() throws IOException {
    job.close();
    if (sorter != null) {
      sorter.close();
    }
  }
}
