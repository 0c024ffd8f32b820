package io.ocelli.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ocelli.model.ModelLocator;
import io.ocelli.model.onnx.OnnxLibrary;
import io.ocelli.model.onnx.Tuning;
import io.ocelli.model.timing.BatchRate;
import io.ocelli.model.timing.ModelTiming;
import io.ocelli.model.timing.Percentiles;
import io.ocelli.model.timing.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code bench} has measured, for people and for programs. */
final class TimingText {
  private static final int KEY = 14;

  private TimingText() {}

  static String table(List<ModelTiming> timings, String pictures) {
    StringBuilder text = new StringBuilder();
    line(text, "machine", Machine.processor() + ", " + cores());
    line(text, "with", "ONNX Runtime " + OnnxLibrary.version() + ", Java " + Runtime.version());
    line(text, "pictures", pictures);
    for (ModelTiming timing : timings) {
      text.append('\n').append(one(timing));
    }
    if (timings.size() == 2) {
      text.append('\n').append(compared(timings.get(0), timings.get(1)));
    }
    return text.toString();
  }

  private static String cores() {
    int cores = Runtime.getRuntime().availableProcessors();
    return cores == 1 ? "1 core" : cores + " cores";
  }

  private static String one(ModelTiming timing) {
    StringBuilder text = new StringBuilder();
    line(text, "model", Columns.printable(timing.name()) + " (" + size(timing) + ")");
    line(text, "device", timing.device());
    timing.remarks().forEach(remark -> line(text, "note", remark));
    line(text, "load", millis(timing.loadMillis()));
    line(text, "first answer", millis(timing.firstMillis()) + ", nothing warmed up");
    text.append('\n');
    String threads = timing.callThreads() == 1 ? "1 thread" : timing.callThreads() + " threads";
    text.append(Columns.pad("one picture, " + threads + ", ms", 30));
    text.append(String.format("%9s %9s %9s %9s%n", "P50", "P90", "P99", "mean"));
    for (Stage stage : Stage.values()) {
      Percentiles times = timing.stages().get(stage);
      if (times != null) {
        text.append(Columns.pad("  " + stage.key(), 30))
            .append(
                String.format(
                    Locale.ROOT,
                    "%9.3f %9.3f %9.3f %9.3f%n",
                    times.p50(),
                    times.p90(),
                    times.p99(),
                    times.mean()));
      }
    }
    text.append('\n');
    text.append(Columns.pad("images/s, " + timing.threads() + " workers", 30));
    text.append(String.format("%9s %14s%n", "bare run", "from files"));
    for (BatchRate rate : timing.rates()) {
      text.append(Columns.pad("  batch " + rate.batch(), 30))
          .append(
              String.format(
                  Locale.ROOT,
                  "%9.1f %14s%n",
                  rate.run(),
                  rate.fromFiles() > 0
                      ? String.format(Locale.ROOT, "%.1f", rate.fromFiles())
                      : "-"));
    }
    text.append('\n');
    if (timing.residentBytes() > 0) {
      line(
          text,
          "memory",
          Bytes.text(timing.residentBytes())
              + " resident, at most "
              + Bytes.text(timing.peakBytes())
              + " (the whole process)");
    }
    return text.toString();
  }

  private static String compared(ModelTiming one, ModelTiming two) {
    StringBuilder text = new StringBuilder();
    text.append(
        Columns.printable(one.name()) + " compared with " + Columns.printable(two.name()) + "\n");
    Percentiles a = one.stages().get(Stage.RUN);
    Percentiles b = two.stages().get(Stage.RUN);
    if (a != null && b != null) {
      line(text, "  run, P50", times(b.p50() / a.p50(), "as fast"));
    }
    double rateOne = best(one);
    double rateTwo = best(two);
    if (rateOne > 0 && rateTwo > 0) {
      line(text, "  from files", times(rateOne / rateTwo, "the images/s"));
    }
    return text.toString();
  }

  private static double best(ModelTiming timing) {
    return timing.rates().stream().mapToDouble(BatchRate::fromFiles).max().orElse(0);
  }

  private static String times(double factor, String what) {
    return String.format(Locale.ROOT, "%.2f times %s", factor, what);
  }

  private static String millis(double millis) {
    return String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : "%.0f ms", millis);
  }

  private static String size(ModelTiming timing) {
    try {
      return ModelLocator.shown(timing.file()) + ", " + Bytes.text(Files.size(timing.file()));
    } catch (IOException e) {
      return ModelLocator.shown(timing.file());
    }
  }

  private static void line(StringBuilder text, String key, String value) {
    text.append(Columns.pad(key, KEY)).append(value).append('\n');
  }

  static String tuned(Tuning tuning) {
    return String.format(
        Locale.ROOT,
        "one picture: %d threads%s, %.2f ms; many: %d callers with %d threads each, batches of %d,"
            + " %.0f images/s; kept",
        tuning.latency().threads(),
        tuning.latency().spinning() ? " that wait busily" : "",
        tuning.latency().millis(),
        tuning.throughput().workers(),
        tuning.throughput().threads(),
        tuning.throughput().batch(),
        tuning.throughput().perSecond());
  }

  static String json(List<ModelTiming> timings, String pictures) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("date", OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS).toString());
    tree.put("processor", Machine.processor());
    tree.put("cores", Runtime.getRuntime().availableProcessors());
    tree.put("onnxruntime", OnnxLibrary.version());
    tree.put("java", Runtime.version().toString());
    tree.put("pictures", pictures);
    List<Object> models = new ArrayList<>();
    timings.forEach(timing -> models.add(tree(timing)));
    tree.put("models", models);
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> tree(ModelTiming timing) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("model", timing.name());
    tree.put("file", ModelLocator.shown(timing.file()));
    tree.put("device", timing.device());
    tree.put("threads", timing.threads());
    tree.put("call_threads", timing.callThreads());
    tree.put("load_ms", timing.loadMillis());
    tree.put("first_answer_ms", timing.firstMillis());
    Map<String, Object> stages = new LinkedHashMap<>();
    for (Stage stage : Stage.values()) {
      Percentiles times = timing.stages().get(stage);
      if (times != null) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("p50_ms", times.p50());
        row.put("p90_ms", times.p90());
        row.put("p99_ms", times.p99());
        row.put("mean_ms", times.mean());
        row.put("count", times.count());
        stages.put(stage.key(), row);
      }
    }
    tree.put("one_picture", stages);
    List<Object> rates = new ArrayList<>();
    for (BatchRate rate : timing.rates()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("batch", rate.batch());
      row.put("run_images_per_second", rate.run());
      row.put("from_files_images_per_second", rate.fromFiles() > 0 ? rate.fromFiles() : null);
      rates.add(row);
    }
    tree.put("rates", rates);
    tree.put("resident_bytes", timing.residentBytes());
    tree.put("peak_bytes", timing.peakBytes());
    tree.put("remarks", timing.remarks());
    return tree;
  }
}
