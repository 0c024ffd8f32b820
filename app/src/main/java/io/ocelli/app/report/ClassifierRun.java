package io.ocelli.app.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A finished training of a classifier, or an evaluation of one (then the history is {@link
 * TrainingHistory#NONE}).
 *
 * @param run command, options, times, versions
 * @param data the data set
 * @param model what is known of the model, in the order to show: "architecture", "parameters",
 *     "input", "file", …
 * @param history the epochs
 * @param evaluation the model measured
 * @param notes what the command has to say besides, a sentence each: "training was interrupted and
 *     resumed at epoch 12"
 */
public record ClassifierRun(
    RunFacts run,
    DataFacts data,
    Map<String, String> model,
    TrainingHistory history,
    Evaluation evaluation,
    List<String> notes) {

  public ClassifierRun {
    model = Collections.unmodifiableMap(new LinkedHashMap<>(model));
    notes = List.copyOf(notes);
    if (!data.classes().equals(evaluation.metrics().labels())) {
      throw new IllegalArgumentException(
          "the data set's "
              + data.classes().size()
              + " classes are not the "
              + evaluation.metrics().labels().size()
              + " measured ones");
    }
  }
}
