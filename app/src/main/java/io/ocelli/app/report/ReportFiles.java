package io.ocelli.app.report;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes what a run leaves in its folder, but for {@code results.csv}, which grows by itself. */
public final class ReportFiles {
  private ReportFiles() {}

  /**
   * Writes {@code metrics.json}, {@code predictions.csv}, {@code confusion_matrix.png}, {@code
   * results.png} (only where there are epochs) and {@code report.html}. Figures come first, so that
   * they are on the disk even if drawing fails.
   *
   * @param folder is made if it is not there
   * @throws io.ocelli.error.OcelliException if a file cannot be written
   */
  public static void write(Path folder, ClassifierRun run, ThumbnailSource thumbnails) {
    MetricsJson.write(folder.resolve("metrics.json"), run.evaluation());
    PredictionsCsv.write(folder.resolve("predictions.csv"), run.evaluation());
    if (!run.history().isEmpty()) {
      plot(folder.resolve("results.png"), () -> LearningCurves.png(run.history()));
    }
    plot(
        folder.resolve("confusion_matrix.png"),
        () -> ConfusionPlot.png(run.evaluation().metrics().confusion(), Theme.LIGHT));
    HtmlReport.write(folder.resolve("report.html"), run, thumbnails);
  }

  private static void plot(Path file, Supplier<byte[]> drawing) {
    byte @Nullable [] png = Png.orNull(drawing);
    if (png != null) {
      AtomicFile.write(file, png);
    }
  }
}
