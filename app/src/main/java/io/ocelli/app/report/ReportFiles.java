package io.ocelli.app.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
    Plots plots = new Plots(run, true);
    MetricsJson.write(folder.resolve("metrics.json"), run.evaluation());
    PredictionsCsv.write(folder.resolve("predictions.csv"), run.evaluation());
    AtomicFile.write(
        folder.resolve("report.html"),
        HtmlReport.page(run, thumbnails, plots).getBytes(StandardCharsets.UTF_8));
    plot(folder.resolve("confusion_matrix.png"), plots.confusion(Theme.LIGHT));
    plot(folder.resolve("results.png"), plots.results());
  }

  private static void plot(Path file, byte @Nullable [] png) {
    if (png != null) {
      AtomicFile.write(file, png);
    }
  }
}
