package io.ocelli.ops.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.geometry.Point;
import io.ocelli.image.Raster;
import io.ocelli.ops.Finding;
import io.ocelli.ops.feature.drawn.CodeSheets;
import io.ocelli.ops.feature.drawn.Discs;
import io.ocelli.ops.feature.drawn.Drawn;
import io.ocelli.ops.feature.drawn.Pages;
import io.ocelli.ops.feature.drawn.Spots;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/**
 * Counts, centres and what codes say on drawn pictures whose contents are known: {@code
 * -Docelli.drawn=200} draws 200 of each kind, {@code -Docelli.drawn.seed=1000} draws others.
 */
class DrawnPicturesTest {
  private static final int PICTURES = Integer.getInteger("ocelli.drawn", 12);
  private static final long SEED = Long.getLong("ocelli.drawn.seed", 0);
  private static final double NEAR = 2;

  @Test
  void circles() {
    check("circles", "circles", Discs::draw, Circle.class, Circle::center, (a, b) -> true);
  }

  @Test
  void dots() {
    check("dots", "dots", Spots::draw, Dot.class, Dot::center, (a, b) -> true);
  }

  @Test
  void documents() {
    check("documents", "documents", Pages::draw, Document.class, Document::center, (a, b) -> true);
  }

  @Test
  void codes() {
    check(
        "codes",
        "codes",
        CodeSheets::draw,
        Code.class,
        Code::center,
        (a, b) -> a.kind().equals(b.kind()) && a.text().equals(b.text()));
  }

  static <T extends Finding> void check(
      String kind,
      String pipeline,
      LongFunction<Drawn<T>> drawer,
      Class<T> type,
      Function<T, Point> centre,
      BiPredicate<T, T> alike) {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        System.getProperty("ocelli.drawn.kind", kind).contains(kind));
    List<String> wrong = new ArrayList<>();
    double worst = 0;
    long started = System.nanoTime();
    long spent = 0;
    for (long seed = SEED; seed < SEED + PICTURES; seed++) {
      try (Drawn<T> drawn = drawer.apply(seed)) {
        long before = System.nanoTime();
        List<T> found = Run.findings(pipeline, drawn.raster(), type);
        spent += System.nanoTime() - before;
        List<T> left = new ArrayList<>(found);
        int missed = 0;
        StringBuilder how = new StringBuilder();
        for (T truth : drawn.truth()) {
          Point at = centre.apply(truth);
          T match =
              left.stream()
                  .filter(f -> alike.test(f, truth))
                  .min(Comparator.comparingDouble(f -> at.distance(centre.apply(f))))
                  .orElse(null);
          Point nearest = match == null ? null : centre.apply(match);
          if (nearest == null || nearest.distance(at) > NEAR) {
            missed++;
            how.append(
                nearest == null
                    ? " none"
                    : String.format(
                        Locale.ROOT,
                        " off %.1f,%.1f %s",
                        nearest.x() - at.x(),
                        nearest.y() - at.y(),
                        truth instanceof Code code ? code.kind() : ""));
          } else {
            worst = Math.max(worst, nearest.distance(at));
            left.remove(match);
          }
        }
        if (missed > 0 || !left.isEmpty()) {
          wrong.add(
              "%s %d (%s): %d there, %d missed%s, %d too many"
                  .formatted(
                      kind, seed, drawn.kind(), drawn.truth().size(), missed, how, left.size()));
          show(kind, seed, drawn.raster(), pipeline);
        }
      }
    }
    System.out.printf(
        "%s: %d of %d right, centres within %.2f px, %.0f ms a picture (%.0f with drawing)%n",
        kind,
        PICTURES - wrong.size(),
        PICTURES,
        worst,
        spent / 1e6 / PICTURES,
        (System.nanoTime() - started) / 1e6 / PICTURES);
    wrong.forEach(System.out::println);
    assertThat(wrong).as(kind).hasSizeLessThanOrEqualTo(Math.max(1, PICTURES / 20));
  }

  /** With {@code -Docelli.drawn.show=DIR}, what went wrong is written to look at. */
  private static void show(String kind, long seed, Raster picture, String pipeline) {
    String folder = System.getProperty("ocelli.drawn.show");
    if (folder != null) {
      try (var result = io.ocelli.ops.Pipeline.parse(pipeline).run(picture)) {
        result.parts().get(0).raster().write(Path.of(folder, kind + "-" + seed + ".png"));
      }
    }
  }
}
