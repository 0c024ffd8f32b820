package io.ocelli.app.cli;

import io.ocelli.app.report.ClassifierRun;
import io.ocelli.app.report.DataFacts;
import io.ocelli.app.report.Prediction;
import io.ocelli.app.report.ReportFiles;
import io.ocelli.app.report.RunFacts;
import io.ocelli.app.report.ThumbnailSource;
import io.ocelli.app.report.TrainingHistory;
import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.Sample;
import io.ocelli.dataset.Split;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import io.ocelli.image.MinimumSize;
import io.ocelli.image.Thumbnails;
import io.ocelli.model.Classifier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
        new ClassifierRun(run, dataFacts(rule), model, history, measurement.evaluation(), notes),
        thumbnails());
  }

  private DataFacts dataFacts(String rule) {
    int[] labelOf = Measurement.labels(data.classes(), classifier.labels(), data.name());
    Map<String, List<Integer>> counts = new LinkedHashMap<>();
    for (Split split : Split.values()) {
      List<Sample> samples = data.samples(split);
      if (!samples.isEmpty()) {
        Integer[] count = new Integer[classifier.labels().size()];
        Arrays.fill(count, 0);
        samples.forEach(sample -> count[labelOf[sample.label()]]++);
        counts.put(split.folder(), List.of(count));
      }
    }
    return new DataFacts(data.name(), classifier.labels(), counts, rule, data.hash(), failures);
  }

  private ThumbnailSource thumbnails() {
    Map<String, ByteSource> sources =
        data.all().stream()
            .map(Sample::source)
            .collect(
                Collectors.toMap(ByteSource::name, source -> source, (a, b) -> a, HashMap::new));
    return (Prediction prediction, int longerSide) -> {
      ByteSource source = sources.get(prediction.source());
      if (source == null) {
        throw new IOException("not a picture of the data set");
      }
      DecodeOptions options =
          DecodeOptions.DEFAULT.withMinimum(new MinimumSize(longerSide, longerSide, false));
      try (Image image = Image.decode(source.read(), source.name(), options)) {
        return Thumbnails.jpeg(image, longerSide);
      }
    };
  }
}
