package io.ocelli.dataset.audit;

import io.ocelli.annotation.Instance;
import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.Split;
import io.ocelli.geometry.Box;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Where the boxes of a data set lie, and how large they are. Objects without an area (points and
 * lines) are left out; crowds are counted.
 *
 * @param sizes boxes by the square root of their area in pixels: below 2, 2 to 4, 4 to 8, …; as
 *     long as there are any
 * @param shapes boxes by width through height, bounds {@link #SHAPES}
 * @param aspect the 5th percentile, median and 95th percentile of width through height
 * @param perPicture pictures by their number of boxes, {@code 0, 1, 2, …}; the last entry is {@link
 *     #MOST} and more
 * @param centres boxes by the place of their centre, {@link #GRID} rows of as many columns from the
 *     top left of the picture
 * @param atEdge boxes that touch the edge of their picture, to a pixel
 * @param whole boxes that cover at least 98 % of their picture
 * @param objects number of objects of each class in each split; of pictures without a split under
 *     no key. In the order of the class index
 */
public record BoxStatistics(
    List<Integer> sizes,
    List<Integer> shapes,
    Percentiles aspect,
    List<Integer> perPicture,
    List<List<Integer>> centres,
    int atEdge,
    int whole,
    List<Map<Split, Integer>> objects) {
  /** Rows and columns of {@link #centres}. */
  public static final int GRID = 16;

  /** Boxes from which on {@link #perPicture} does not tell pictures apart. */
  public static final int MOST = 40;

  /** Upper bounds of {@link #shapes}, exclusive; what is above the last is the last entry. */
  public static final List<Double> SHAPES =
      List.of(1 / 8.0, 1 / 4.0, 1 / 2.0, 1 / 1.5, 1 / 1.2, 1.2, 1.5, 2.0, 4.0, 8.0);

  private static final double COVERS = 0.98;

  /** Of width through height; 0 where there are no boxes. */
  public record Percentiles(double low, double median, double high) {}

  /** Copies the lists. */
  public BoxStatistics {
    sizes = List.copyOf(sizes);
    shapes = List.copyOf(shapes);
    perPicture = List.copyOf(perPicture);
    centres = centres.stream().map(List::copyOf).toList();
    objects = objects.stream().map(Collections::unmodifiableMap).toList();
  }

  /** Counts. */
  public static BoxStatistics of(DetectionDataset data) {
    int[] sizes = new int[32];
    int[] shapes = new int[SHAPES.size() + 1];
    int[] perPicture = new int[MOST + 1];
    int[][] centres = new int[GRID][GRID];
    List<Double> ratios = new ArrayList<>();
    List<Map<Split, Integer>> objects = new ArrayList<>();
    data.classes().forEach(name -> objects.add(new EnumMap<>(Split.class)));
    int atEdge = 0;
    int whole = 0;
    for (AnnotatedPicture picture : data.pictures()) {
      int boxes = 0;
      for (Instance one : picture.instances()) {
        picture.split().ifPresent(s -> objects.get(one.label()).merge(s, 1, Integer::sum));
        Box box = one.box().clip(picture.width(), picture.height());
        if (box.width() <= 0 || box.height() <= 0) {
          continue;
        }
        boxes++;
        double area = (double) box.width() * box.height();
        double ratio = box.width() / (double) box.height();
        sizes[Math.max(0, Math.getExponent(Math.sqrt(area)))]++;
        shapes[(int) SHAPES.stream().filter(bound -> bound <= ratio).count()]++;
        ratios.add(ratio);
        centres[cell(box.center().y() / picture.height())][
            cell(box.center().x() / picture.width())]++;
        atEdge += atEdge(box, picture) ? 1 : 0;
        whole += area >= COVERS * picture.width() * picture.height() ? 1 : 0;
      }
      perPicture[Math.min(MOST, boxes)]++;
    }
    ratios.sort(null);
    return new BoxStatistics(
        used(sizes),
        Arrays.stream(shapes).boxed().toList(),
        ratios.isEmpty()
            ? new Percentiles(0, 0, 0)
            : new Percentiles(at(ratios, 0.05), at(ratios, 0.5), at(ratios, 0.95)),
        used(perPicture),
        Arrays.stream(centres).map(row -> Arrays.stream(row).boxed().toList()).toList(),
        atEdge,
        whole,
        objects);
  }

  private static boolean atEdge(Box box, AnnotatedPicture picture) {
    return box.x1() < 1
        || box.y1() < 1
        || box.x2() > picture.width() - 1
        || box.y2() > picture.height() - 1;
  }

  private static int cell(double place) {
    return Math.min(GRID - 1, (int) (place * GRID));
  }

  private static double at(List<Double> sorted, double share) {
    return sorted.get((int) (share * (sorted.size() - 1)));
  }

  private static List<Integer> used(int[] counts) {
    int end = counts.length;
    while (end > 0 && counts[end - 1] == 0) {
      end--;
    }
    return Arrays.stream(counts, 0, end).boxed().toList();
  }
}
