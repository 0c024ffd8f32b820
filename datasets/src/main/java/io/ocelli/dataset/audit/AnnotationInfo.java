package io.ocelli.dataset.audit;

import io.ocelli.annotation.Instance;
import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.AnnotationProblem;
import io.ocelli.dataset.AnnotationProblem.Outcome;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.Split;
import io.ocelli.geometry.Box;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a data set of annotated pictures holds, from its annotations alone: no picture is decoded.
 *
 * @param name of the data set
 * @param format it was read as
 * @param pictures number of them
 * @param splits number of pictures of each split; those of none are not in it
 * @param withoutObjects pictures without objects and without a class of their own
 * @param objects number of them in all pictures
 * @param classes in the order of the class index
 * @param boxes how large the objects are
 * @param outlined objects with an outline
 * @param masked objects with a mask
 * @param crowds objects that stand for many
 * @param withKeyPoints objects with key points
 * @param pictureSizes number of pictures of each size, such as {@code 640x480}
 * @param repaired annotations that were repaired
 * @param dropped annotations that were left out
 * @param remarks what a user should know, a sentence each
 */
public record AnnotationInfo(
    String name,
    String format,
    int pictures,
    Map<Split, Integer> splits,
    int withoutObjects,
    int objects,
    List<ClassCount> classes,
    BoxSizes boxes,
    int outlined,
    int masked,
    int crowds,
    int withKeyPoints,
    SortedMap<String, Integer> pictureSizes,
    int repaired,
    int dropped,
    List<String> remarks) {
  /** Width times height in pixels from which on a box is no longer small, as COCO counts. */
  public static final double SMALL = 32 * 32;

  /** Width times height in pixels from which on a box is large, as COCO counts. */
  public static final double MEDIUM = 96 * 96;

  /**
   * A class.
   *
   * @param objects of it
   * @param pictures that show it, by an object or by their own class
   */
  public record ClassCount(String name, int objects, int pictures) {}

  /**
   * Boxes by their area: small below 32² pixels, medium below 96², else large; and the shortest,
   * the median and the longest side of all, in pixels.
   */
  public record BoxSizes(
      int small, int medium, int large, float shortest, float median, float longest) {}

  /** Copies the lists. */
  public AnnotationInfo {
    classes = List.copyOf(classes);
    remarks = List.copyOf(remarks);
  }

  /**
   * Counts.
   *
   * @param format the name of the format that it was read as
   */
  public static AnnotationInfo of(DetectionDataset data, String format) {
    int[] objects = data.instanceCounts();
    int[] shown = new int[data.classes().size()];
    Map<Split, Integer> splits = new EnumMap<>(Split.class);
    SortedMap<String, Integer> sizes = new TreeMap<>();
    List<Instance> all = new ArrayList<>();
    int empty = 0;
    for (AnnotatedPicture picture : data.pictures()) {
      picture.split().ifPresent(split -> splits.merge(split, 1, Integer::sum));
      sizes.merge(picture.width() + "x" + picture.height(), 1, Integer::sum);
      empty += picture.instances().isEmpty() && picture.labels().isEmpty() ? 1 : 0;
      all.addAll(picture.instances());
      Set<Integer> here = new HashSet<>(picture.labels());
      picture.instances().forEach(one -> here.add(one.label()));
      here.forEach(label -> shown[label]++);
    }
    List<ClassCount> classes = new ArrayList<>();
    for (int i = 0; i < objects.length; i++) {
      classes.add(new ClassCount(data.classes().get(i), objects[i], shown[i]));
    }
    return new AnnotationInfo(
        data.name(),
        format,
        data.pictures().size(),
        splits,
        empty,
        all.size(),
        classes,
        boxes(all),
        (int) all.stream().filter(one -> !one.polygons().isEmpty()).count(),
        (int) all.stream().filter(one -> one.mask().isPresent()).count(),
        (int) all.stream().filter(Instance::crowd).count(),
        (int) all.stream().filter(one -> !one.keyPoints().isEmpty()).count(),
        sizes,
        count(data, Outcome.REPAIRED),
        count(data, Outcome.DROPPED),
        data.remarks());
  }

  private static int count(DetectionDataset data, Outcome outcome) {
    return (int)
        data.problems().stream().map(AnnotationProblem::outcome).filter(outcome::equals).count();
  }

  private static BoxSizes boxes(List<Instance> instances) {
    int small = 0;
    int medium = 0;
    List<Float> sides = new ArrayList<>();
    for (Instance instance : instances) {
      Box box = instance.box();
      double area = (double) box.width() * box.height();
      small += area < SMALL ? 1 : 0;
      medium += area >= SMALL && area < MEDIUM ? 1 : 0;
      sides.add(box.width());
      sides.add(box.height());
    }
    sides.sort(null);
    return sides.isEmpty()
        ? new BoxSizes(0, 0, 0, 0, 0, 0)
        : new BoxSizes(
            small,
            medium,
            instances.size() - small - medium,
            sides.get(0),
            sides.get((sides.size() - 1) / 2),
            sides.get(sides.size() - 1));
  }
}
