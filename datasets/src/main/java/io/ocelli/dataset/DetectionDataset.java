package io.ocelli.dataset;

import io.ocelli.annotation.Instance;
import io.ocelli.error.UsageException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A data set of annotated pictures: objects with boxes, outlines or masks, or classes of whole
 * pictures (one each, or several). {@link io.ocelli.dataset.format.DatasetFormat} reads and writes
 * it.
 *
 * @param name of the folder, archive or file
 * @param classes names; the index of a class is its place here
 * @param pictures in the order of the data set; pictures of different splits may have equal paths
 * @param attributes what else its format says of the whole, such as {@code coco.info}; sorted by
 *     name. Names that begin with {@code coco.} hold JSON
 * @param remarks what a user should know of how the files were understood, a sentence each
 * @param problems bad annotations, in the order they were met; those that were dropped are not
 *     among the instances
 */
public record DetectionDataset(
    String name,
    List<String> classes,
    List<AnnotatedPicture> pictures,
    Map<String, String> attributes,
    List<String> remarks,
    List<AnnotationProblem> problems) {
  /** Copies; refuses labels without a class. */
  public DetectionDataset {
    classes = List.copyOf(classes);
    pictures = List.copyOf(pictures);
    for (AnnotatedPicture picture : pictures) {
      for (Instance instance : picture.instances()) {
        requireClass(instance.label(), classes, picture.path());
      }
      for (int label : picture.labels()) {
        requireClass(label, classes, picture.path());
      }
    }
    attributes =
        attributes.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(attributes));
    remarks = List.copyOf(remarks);
    problems = List.copyOf(problems);
  }

  /** A data set without remarks. */
  public DetectionDataset(String name, List<String> classes, List<AnnotatedPicture> pictures) {
    this(name, classes, pictures, Map.of(), List.of(), List.of());
  }

  private static void requireClass(int label, List<String> classes, String path) {
    if (label >= classes.size()) {
      throw new IllegalArgumentException(
          "label " + label + " of " + classes.size() + " classes: " + path);
    }
  }

  /** The pictures of a split, in order. */
  public List<AnnotatedPicture> pictures(Split split) {
    return pictures.stream().filter(one -> one.split().equals(Optional.of(split))).toList();
  }

  /** Whether every picture belongs to a split. */
  public boolean presplit() {
    return !pictures.isEmpty() && pictures.stream().allMatch(one -> one.split().isPresent());
  }

  /**
   * The names that splits and checks know the pictures by, in order: the path, with the class
   * before it where this {@linkplain #isClassification() is for a classifier}, and with the split's
   * folder before that where all pictures belong to splits.
   */
  public List<String> paths() {
    boolean splits = presplit();
    boolean labels = isClassification();
    return pictures.stream()
        .map(
            one ->
                (splits ? one.split().map(split -> split.folder() + "/").orElse("") : "")
                    + (labels ? classes.get(one.labels().get(0)) + "/" : "")
                    + one.path())
        .toList();
  }

  /** Number of objects in all pictures. */
  public int instances() {
    return pictures.stream().mapToInt(one -> one.instances().size()).sum();
  }

  /** Number of objects of each class in all pictures. */
  public int[] instanceCounts() {
    int[] counts = new int[classes.size()];
    pictures.forEach(one -> one.instances().forEach(instance -> counts[instance.label()]++));
    return counts;
  }

  /** Whether every picture has one class of its own and no objects, as a classifier wants it. */
  public boolean isClassification() {
    return pictures.stream().allMatch(one -> one.labels().size() == 1 && one.instances().isEmpty());
  }

  /**
   * The pictures with their classes, to train a classifier on: as {@link ClassFolder#read} splits
   * them. Parts that the data set has are used as they are, and a missing val part is split off
   * from train.
   *
   * @throws UsageException if a picture has no class or several, there are less than two classes,
   *     or a class that has to be split has one picture
   */
  public ClassDataset toClassDataset(SplitRatios ratios, long seed) {
    ClassDataset whole = toClassDataset();
    if (classes.size() < 2) {
      throw new UsageException(
          "only one class",
          String.join("", classes),
          name,
          "a classifier needs two classes or more");
    }
    TrainingSplit split = new TrainingSplit(name, classes, ratios, seed);
    Map<Split, List<Sample>> splits =
        presplit() ? split.missing(whole.splits()) : split.whole(whole.all());
    List<String> told = new ArrayList<>(remarks);
    told.addAll(split.remarks());
    return new ClassDataset(name, classes, splits, presplit(), told, List.of(), whole.unreadable());
  }

  /**
   * The pictures with their classes, for a classifier. If not all pictures belong to a split, all
   * are under {@link Split#TEST}, as {@link ClassFolder#readWhole} does it.
   *
   * @throws UsageException if a picture has no class or several
   */
  public ClassDataset toClassDataset() {
    Map<Split, List<Sample>> splits = new EnumMap<>(Split.class);
    for (AnnotatedPicture picture : pictures) {
      if (picture.labels().size() != 1) {
        throw new UsageException(
            "a picture with " + picture.labels().size() + " classes",
            picture.path(),
            name,
            "a classifier needs one class for each picture");
      }
      Split split = presplit() ? picture.split().orElse(Split.TEST) : Split.TEST;
      int label = picture.labels().get(0);
      String path = classes.get(label) + "/" + picture.path();
      splits
          .computeIfAbsent(split, one -> new ArrayList<>())
          .add(new Sample(picture.source(), label, path));
    }
    return new ClassDataset(
        name,
        classes,
        splits,
        presplit(),
        remarks,
        List.of(),
        problems.stream().map(AnnotationProblem::oneLine).toList());
  }
}
