package io.ocelli.app.report;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The plots of a run, each drawn once. Drawing begins at once on other threads, since it takes most
 * of the time of a report and files and thumbnails can be seen to meanwhile. A plot is null where
 * this machine cannot draw text, see {@link Png#orNull}.
 */
final class Plots {
  private final Map<Theme, CompletableFuture<byte @Nullable []>> confusion =
      new EnumMap<>(Theme.class);
  private final Map<Theme, Map<LearningCurves.Panel, CompletableFuture<byte @Nullable []>>> curves =
      new EnumMap<>(Theme.class);
  private final @Nullable CompletableFuture<byte @Nullable []> results;

  /**
   * @param withResults whether {@code results.png} is wanted
   */
  Plots(ClassifierRun run, boolean withResults) {
    TrainingHistory history = run.history();
    for (Theme theme : Theme.values()) {
      confusion.put(
          theme, start(() -> ConfusionPlot.png(run.evaluation().metrics().confusion(), theme)));
      Map<LearningCurves.Panel, CompletableFuture<byte @Nullable []>> panels =
          new EnumMap<>(LearningCurves.Panel.class);
      if (!history.isEmpty()) {
        for (LearningCurves.Panel panel : LearningCurves.Panel.values()) {
          panels.put(panel, start(() -> LearningCurves.png(history, panel, theme)));
        }
      }
      curves.put(theme, panels);
    }
    results = withResults && !history.isEmpty() ? start(() -> LearningCurves.png(history)) : null;
  }

  private static CompletableFuture<byte @Nullable []> start(Supplier<byte[]> drawing) {
    return CompletableFuture.supplyAsync(() -> Png.orNull(drawing));
  }

  byte @Nullable [] confusion(Theme theme) {
    return join(confusion.get(theme));
  }

  byte @Nullable [] curve(LearningCurves.Panel panel, Theme theme) {
    Map<LearningCurves.Panel, CompletableFuture<byte @Nullable []>> panels = curves.get(theme);
    return panels == null ? null : join(panels.get(panel));
  }

  /** Null also for a run without epochs. */
  byte @Nullable [] results() {
    return join(results);
  }

  private static byte @Nullable [] join(@Nullable CompletableFuture<byte @Nullable []> drawing) {
    return drawing == null ? null : drawing.join();
  }
}
