package io.ocelli.dataset.format;

import io.ocelli.annotation.Instance;
import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.geometry.Box;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Counts what a format cannot hold. */
final class Losses {
  /** What an attribute says when it says nothing. */
  private static final Set<String> NOTHING = Set.of("", "0", "false", "unspecified");

  private final Map<String, Integer> counts = new LinkedHashMap<>();

  /** Counts under a sentence that begins with the number. */
  void add(int number, String sentence) {
    if (number > 0) {
      counts.merge(sentence, number, Integer::sum);
    }
  }

  /** Counts objects. */
  void instances(DetectionDataset data, Predicate<Instance> lost, String sentence) {
    int number = 0;
    for (AnnotatedPicture picture : data.pictures()) {
      for (Instance instance : picture.instances()) {
        number += lost.test(instance) ? 1 : 0;
      }
    }
    add(number, sentence);
  }

  /** Counts pictures. */
  void pictures(DetectionDataset data, Predicate<AnnotatedPicture> lost, String sentence) {
    add((int) data.pictures().stream().filter(lost).count(), sentence);
  }

  /** Attributes of objects that say something and are not among the kept ones. */
  void attributes(DetectionDataset data, Set<String> kept) {
    Map<String, Integer> lost = new TreeMap<>();
    for (AnnotatedPicture picture : data.pictures()) {
      for (Instance instance : picture.instances()) {
        instance
            .attributes()
            .forEach(
                (name, value) -> {
                  boolean says = !NOTHING.contains(value.toLowerCase(java.util.Locale.ROOT));
                  if (says
                      && !name.startsWith("coco.")
                      && !name.equals("shape")
                      && !kept.contains(name)) {
                    lost.merge(name, 1, Integer::sum);
                  }
                });
      }
    }
    lost.forEach((name, number) -> add(number, "objects lose their '" + name + "'"));
  }

  /** What only COCO holds: licences and other facts of pictures and of the whole. */
  void cocoFacts(DetectionDataset data) {
    pictures(
        data,
        picture ->
            picture.attributes().keySet().stream()
                .anyMatch(name -> name.startsWith("coco.") && !name.equals("coco.id")),
        "pictures lose their licence, origin or other facts of COCO");
    if (data.attributes().containsKey("coco.info")
        || data.attributes().containsKey("coco.licenses")) {
      add(1, "description of the whole (COCO's info and licences) is dropped");
    }
  }

  /** Classes of whole pictures. */
  void labels(DetectionDataset data) {
    pictures(data, one -> !one.labels().isEmpty(), "pictures lose the class of the whole picture");
  }

  /** Objects, in formats that know only classes of whole pictures. */
  void allInstances(DetectionDataset data) {
    instances(data, one -> true, "objects are dropped");
  }

  /** Points and lines, in formats of boxes. */
  void pointsAndLines(DetectionDataset data) {
    instances(data, Losses::hasNoArea, "points and lines are dropped, which have no box");
  }

  /** Whether an object is a point or a line, of which no box is made. */
  static boolean hasNoArea(Instance instance) {
    boolean drawn = instance.attributes().containsKey("shape") && instance.polygons().isEmpty();
    return drawn || !(instance.box().width() > 0 && instance.box().height() > 0);
  }

  /** Boxes, in formats where an outline has no box of its own. */
  void otherBoxes(DetectionDataset data) {
    instances(
        data,
        one -> !one.polygons().isEmpty() && differs(one.box(), Instance.bounds(one.polygons())),
        "boxes become those around their outlines, more than a pixel away");
  }

  private static boolean differs(Box a, Box b) {
    return Math.abs(a.x1() - b.x1()) > 1
        || Math.abs(a.y1() - b.y1()) > 1
        || Math.abs(a.x2() - b.x2()) > 1
        || Math.abs(a.y2() - b.y2()) > 1;
  }

  List<String> sentences() {
    return counts.entrySet().stream().map(one -> one.getValue() + " " + one.getKey()).toList();
  }
}
