package io.ocelli.dataset.format;

import io.ocelli.annotation.Instance;
import io.ocelli.annotation.KeyPoint;
import io.ocelli.annotation.Polygon;
import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.format.Problems.Place;
import io.ocelli.geometry.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the lines of YOLO's text files. */
final class YoloLines {
  private static final int BOX = 5;
  private static final int SHORTEST_OUTLINE = 7;
  private static final int MOST_CLASSES = 100_000;

  private final int known;
  private final int keyPoints;
  private final int keyPointValues;
  private final Problems problems;
  private int classes;

  /**
   * @param known number of classes; 0 if any index is fine
   * @param keyPoints of each object; 0 for none
   * @param keyPointValues 2 or 3 for each of them
   */
  YoloLines(int known, int keyPoints, int keyPointValues, Problems problems) {
    this.known = known;
    this.keyPoints = keyPoints;
    this.keyPointValues = keyPointValues;
    this.problems = problems;
    this.classes = known;
  }

  /** Number of classes: as known, or one more than the largest index so far. */
  int classes() {
    return classes;
  }

  /** The objects of a file. */
  List<Instance> read(ByteSource text, int width, int height) {
    List<Instance> instances = new ArrayList<>();
    List<String> lines = ClassNames.text(text).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        Place place = Place.of(text, i + 1);
        Instance one = line(lines.get(i).strip(), width, height, place);
        Instance inside =
            one == null
                ? null
                : InstanceCheck.inside(one, width, height, place, lines.get(i).strip(), problems);
        if (inside != null) {
          classes = Math.max(classes, inside.label() + 1);
          instances.add(inside);
        }
      }
    }
    return instances;
  }

  private @Nullable Instance line(String line, int width, int height, Place place) {
    String[] fields = line.split("\\s+", -1);
    int pose = BOX + keyPoints * keyPointValues;
    boolean withPoints = keyPoints > 0 && fields.length == pose;
    boolean outline = fields.length >= SHORTEST_OUTLINE && fields.length % 2 == 1;
    if (fields.length != BOX && !withPoints && (!outline || keyPoints > 0)) {
      String expected =
          keyPoints > 0
              ? "a line of %d fields, not %d".formatted(fields.length, pose)
              : "a line of %d fields, not 5 (a box) or 7 and more (an outline)"
                  .formatted(fields.length);
      problems.dropped(place, expected, line);
      return null;
    }
    double[] numbers = new double[fields.length];
    for (int i = 0; i < fields.length; i++) {
      Double number = Numbers.of(fields[i]);
      if (number == null) {
        problems.dropped(place, "text where a number belongs: '" + fields[i] + "'", line);
        return null;
      }
      if (!Double.isFinite(number)) {
        problems.dropped(place, "a number that is none: '" + fields[i] + "'", line);
        return null;
      }
      numbers[i] = number;
    }
    if (!isClass(numbers[0], place, line)) {
      return null;
    }
    int label = (int) numbers[0];
    return fields.length == BOX || withPoints
        ? box(label, numbers, width, height, place, line)
        : outline(label, numbers, width, height);
  }

  private boolean isClass(double index, Place place, String line) {
    if (index != Math.rint(index)) {
      problems.dropped(place, "the index of a class is no whole number", line);
      return false;
    }
    if (index < 0 || index >= (known > 0 ? known : MOST_CLASSES)) {
      problems.dropped(
          place,
          known > 0
              ? "a class index that is not among the %d classes (0 to %d)"
                  .formatted(known, known - 1)
              : "a class index out of range",
          line);
      return false;
    }
    return true;
  }

  private @Nullable Instance box(
      int label, double[] numbers, int width, int height, Place place, String line) {
    double halfWidth = numbers[3] / 2;
    double halfHeight = numbers[4] / 2;
    Box box =
        InstanceCheck.box(
            (numbers[1] - halfWidth) * width,
            (numbers[2] - halfHeight) * height,
            (numbers[1] + halfWidth) * width,
            (numbers[2] + halfHeight) * height,
            place,
            line,
            problems);
    if (box == null) {
      return null;
    }
    List<KeyPoint> points = new ArrayList<>();
    for (int at = BOX; at < numbers.length; at += keyPointValues) {
      double x = numbers[at] * width;
      double y = numbers[at + 1] * height;
      boolean marked = x != 0 || y != 0;
      double seen = keyPointValues == 3 ? numbers[at + 2] : marked ? 2 : 0;
      points.add(new KeyPoint(x, y, Seen.of(seen)));
    }
    return new Instance(label, box, List.of(), Optional.empty(), points, false, Map.of());
  }

  private static Instance outline(int label, double[] numbers, int width, int height) {
    double[] xy = new double[numbers.length - 1];
    for (int i = 0; i < xy.length; i++) {
      xy[i] = numbers[i + 1] * (i % 2 == 0 ? width : height);
    }
    return Instance.outlined(label, List.of(new Polygon(xy)));
  }
}
