package io.ocelli.model.timing;

import io.ocelli.dataset.ByteSource;
import io.ocelli.error.UsageException;
import io.ocelli.image.Image;
import io.ocelli.model.onnx.OnnxLibrary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Measures models on this machine. Several models take turns, measurement by measurement and round
 * by round, so that whatever else the machine does slows all of them alike; of the rates of several
 * rounds the best counts, as what disturbs can only take away.
 */
public final class ModelBench {
  private ModelBench() {}

  /**
   * Measures.
   *
   * @param models names in the store, {@code .onnx} files or runs
   * @param sources pictures that can be read
   * @param progress is told what is being measured
   * @return a timing for each model, in their order
   * @throws UsageException when there are no pictures
   */
  public static List<ModelTiming> measure(
      List<String> models,
      List<ByteSource> sources,
      TimingOptions options,
      Consumer<String> progress) {
    if (sources.isEmpty()) {
      throw new UsageException(
          "no pictures to measure with", "none", "--images", "give a folder with pictures");
    }
    // The libraries are there before the first model is timed.
    OnnxLibrary.version();
    Image.blank(8, 8, 0, 0, 0).close();
    List<Subject> subjects = new ArrayList<>();
    try {
      List<Double> first = new ArrayList<>();
      for (String model : models) {
        progress.accept("loading " + model);
        Subject subject = new Subject(model, options);
        subjects.add(subject);
        subject.check();
        first.add(subject.first(sources.get(0)));
      }
      for (int round = 0; round < options.rounds(); round++) {
        progress.accept("one picture at a time");
        for (Subject subject : subjects) {
          subject.timeSingles(sources, options.seconds());
        }
      }
      List<Map<Integer, BatchRate>> rates = new ArrayList<>();
      subjects.forEach(subject -> rates.add(new LinkedHashMap<>()));
      for (int round = 0; round < options.rounds(); round++) {
        rates(subjects, rates, sources, options, progress);
      }
      List<ModelTiming> timings = new ArrayList<>();
      for (int i = 0; i < subjects.size(); i++) {
        timings.add(
            subjects.get(i).timing(options, first.get(i), List.copyOf(rates.get(i).values())));
      }
      return timings;
    } finally {
      subjects.forEach(Subject::close);
    }
  }

  private static void rates(
      List<Subject> subjects,
      List<Map<Integer, BatchRate>> rates,
      List<ByteSource> sources,
      TimingOptions options,
      Consumer<String> progress) {
    for (int wanted : options.batches()) {
      progress.accept("batches of " + wanted);
      for (int i = 0; i < subjects.size(); i++) {
        Subject subject = subjects.get(i);
        int batch = subject.batches(List.of(wanted)).get(0);
        boolean measured = batch != wanted && wanted != options.batches().get(0);
        if (measured) {
          continue;
        }
        double run = subject.runRate(batch, options.threads(), options.seconds());
        double files = subject.fileRate(sources, batch, options.threads(), options.seconds());
        rates
            .get(i)
            .merge(
                batch,
                new BatchRate(batch, run, files),
                (a, b) ->
                    new BatchRate(
                        batch, Math.max(a.run(), b.run()), Math.max(a.fromFiles(), b.fromFiles())));
      }
    }
  }
}
