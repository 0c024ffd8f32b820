package io.ocelli.app.cli;

import io.ocelli.app.report.ClassifierRun;
import io.ocelli.app.report.DataFacts;
import io.ocelli.app.report.ReportFiles;
import io.ocelli.app.report.RunFacts;
import io.ocelli.app.report.ThumbnailSource;
import io.ocelli.app.report.TrainingHistory;
import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.Sample;
import io.ocelli.dataset.Split;
import io.ocelli.model.Classifier;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Gathers what {@code report.html} and the files beside it say, and writes them. */
final class RunReport {
  private final Path folder;
  private final CommandSpec command;
  private final ClassDataset data;
  private final Classifier classifier;
  private final ZonedDateTime started = ZonedDateTime.now(ZoneId.systemDefault());
  private final long start;
  private final Map<String, String> model = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  /**
   * @param start of the command, by {@link System#nanoTime()}
   */
  RunReport(
      Path folder, CommandSpec command, ClassDataset data, Classifier classifier, long start) {
    this.folder = folder;
    this.command = command;
    this.data = data;
    this.classifier = classifier;
    this.start = start;
  }

  /** A fact of the model. */
  RunReport model(String name, String value) {
    model.put(name, value);
    return this;
  }

  /** A sentence that the reader should know. */
  RunReport note(String sentence) {
    notes.add(sentence);
    return this;
  }

  /** Pictures that could not be read. */
  RunReport failures(List<String> more) {
    more.stream().filter(failure -> !failures.contains(failure)).forEach(failures::add);
    return this;
  }

  /** Writes all files of the run folder but those that training wrote. */
  void write(Measurement measurement, TrainingHistory history, String rule) {
    failures(measurement.failures());
    Map<String, String> args = new LinkedHashMap<>();
    for (OptionSpec option : command.options()) {
      if (option.getValue() != null && !option.usageHelp()) {
        args.put(ConfigFile.key(option), option.getValue().toString());
      }
    }
    RunFacts run =
        new RunFacts(
            folder.getFileName().toString(),
            CommandText.of(command),
            args,
            started.minusNanos(System.nanoTime() - start),
            Duration.ofNanos(System.nanoTime() - start),
            Environment.of(classifier));
    ReportFiles.write(
        folder,
        new ClassifierRun(
            run,
            DataFacts.of(relabelled(data, classifier.labels()), rule, failures),
            model,
            history,
            measurement.evaluation(),
            notes),
        ThumbnailSource.of(data.all()));
  }

  /** The data set with the model's labels as its classes, which may be more. */
  private static ClassDataset relabelled(ClassDataset data, List<String> labels) {
    int[] labelOf = Measurement.labels(data.classes(), labels, data.name());
    Map<Split, List<Sample>> splits = new EnumMap<>(Split.class);
    data.splits()
        .forEach(
            (split, samples) ->
                splits.put(
                    split,
                    samples.stream()
                        .map(s -> new Sample(s.source(), labelOf[s.label()], s.path()))
                        .toList()));
    return new ClassDataset(
        data.name(),
        labels,
        splits,
        data.presplit(),
        data.remarks(),
        data.others(),
        data.unreadable());
  }
}
