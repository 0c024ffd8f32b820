package io.ocelli.ops.feature;

import io.ocelli.geometry.Point;
import io.ocelli.image.Raster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds pages: candidates at a small size, the sides refined at a larger one. */
final class PageFinder {
  private static final int SMALL = 480;
  private static final int LARGE = 1600;

  private final double minArea;
  private final double minScore;

  PageFinder(double minArea, double minScore) {
    this.minArea = minArea;
    this.minScore = minScore;
  }

  /** The pages, largest first. */
  List<Document> find(Raster in, int max) {
    if (Math.min(in.width(), in.height()) < 16) {
      return List.of();
    }
    Gradients small = Gradients.of(in, SMALL);
    double area = minArea * small.plane.width() * small.plane.height();
    List<PageSides> judged = new ArrayList<>();
    for (List<Point> quad : PageCandidates.of(in, small.plane.scale(), area)) {
      PageSides sides = PageSides.refine(small, quad, 4.5);
      if (sides != null && sides.worst() >= minScore * 0.85 && sides.area() >= area) {
        judged.add(sides);
      }
    }
    judged.sort(Comparator.comparingDouble((PageSides s) -> -s.rank()));
    List<PageSides> kept = new ArrayList<>();
    Gradients large = in.width() > SMALL || in.height() > SMALL ? Gradients.of(in, LARGE) : small;
    double factor = large.plane.scale() / small.plane.scale();
    List<Document> pages = new ArrayList<>();
    for (PageSides sides : judged) {
      if (kept.size() == max) {
        break;
      }
      if (kept.stream().anyMatch(other -> other.overlaps(sides))) {
        continue;
      }
      PageSides fine = PageSides.refine(large, sides.scaled(factor), 1.5 + 1.5 * factor);
      if (fine == null || fine.worst() < minScore || !fine.near(sides.scaled(factor), 6 * factor)) {
        continue;
      }
      kept.add(sides);
      List<Point> corners =
          Quads.fromTopLeft(
              fine.corners().stream().map(p -> large.plane.toPicture(p.x(), p.y())).toList());
      pages.add(new Document(corners, Quads.centre(corners), fine.mean()));
    }
    pages.sort(
        Comparator.comparingDouble((Document page) -> -Quads.area(page.corners()))
            .thenComparingDouble(page -> page.center().y())
            .thenComparingDouble(page -> page.center().x()));
    return pages;
  }
}
