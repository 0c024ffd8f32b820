package io.ocelli.dataset;

import io.ocelli.annotation.Instance;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A picture with what somebody has said of it: objects in it, classes of the whole picture, or
 * both. Only the source knows the bytes; nothing is decoded here.
 *
 * @param source where its bytes are
 * @param path name inside the data set with {@code /} between folders, without the folders that a
 *     format adds ({@code images}, {@code JPEGImages}, {@code train}, …), so that it is the same in
 *     all formats
 * @param width of the upright picture in pixels
 * @param height of the upright picture in pixels
 * @param instances the objects in it, in the order of the annotation; empty if there are none
 * @param labels indices of the classes of the whole picture; one for a classifier, several for
 *     multi-label, none for detection
 * @param split the part it belongs to, if the data set says so
 * @param attributes what else its format says of it, such as its licence; sorted by name. Names
 *     that begin with {@code coco.} hold JSON
 */
public record AnnotatedPicture(
    ByteSource source,
    String path,
    int width,
    int height,
    List<Instance> instances,
    List<Integer> labels,
    Optional<Split> split,
    Map<String, String> attributes) {
  /** Copies; refuses an empty path, a picture without pixels and negative labels. */
  public AnnotatedPicture {
    if (path.isEmpty() || width < 1 || height < 1) {
      throw new IllegalArgumentException("'%s' of %dx%d pixels".formatted(path, width, height));
    }
    instances = List.copyOf(instances);
    labels = List.copyOf(labels);
    for (int label : labels) {
      if (label < 0) {
        throw new IllegalArgumentException("label must be 0 or more: " + label);
      }
    }
    attributes =
        attributes.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  /** A picture with objects and nothing else. */
  public AnnotatedPicture(
      ByteSource source, String path, int width, int height, List<Instance> instances) {
    this(source, path, width, height, instances, List.of(), Optional.empty(), Map.of());
  }

  /** The same with other objects. */
  public AnnotatedPicture withInstances(List<Instance> other) {
    return new AnnotatedPicture(source, path, width, height, other, labels, split, attributes);
  }

  /**
   * The same with other indices of the classes, in objects and in the labels of the whole.
   *
   * @param to the new index of each class
   */
  public AnnotatedPicture relabelled(int[] to) {
    return new AnnotatedPicture(
        source,
        path,
        width,
        height,
        instances.stream().map(one -> one.withLabel(to[one.label()])).toList(),
        labels.stream().map(label -> to[label]).sorted().toList(),
        split,
        attributes);
  }

  /** The same in another part of the data set. */
  public AnnotatedPicture withSplit(Optional<Split> other) {
    return new AnnotatedPicture(source, path, width, height, instances, labels, other, attributes);
  }
}
