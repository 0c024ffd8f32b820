package io.ocelli.dataset.load;

import io.ocelli.annotation.Instance;
import io.ocelli.error.OcelliException;
import io.ocelli.image.Image;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What is known of a picture before it is decoded.
 *
 * @param width of the upright picture in pixels; 0 if it is not known, and then there are no
 *     objects
 * @param height likewise
 * @param labels weight of each class of the whole picture: 1, also where there are several
 * @param objects in pixels of the upright picture
 */
public record Known(int width, int height, Map<Integer, Double> labels, List<Instance> objects) {
  /** Copies the objects; refuses objects in a picture without a size. */
  public Known {
    labels = Map.copyOf(labels);
    objects = List.copyOf(objects);
    if (!objects.isEmpty() && (width < 1 || height < 1)) {
      throw new IllegalArgumentException("objects in a picture of %dx%d".formatted(width, height));
    }
  }

  /** A picture of one class. */
  public static Known of(int label) {
    return new Known(0, 0, Map.of(label, 1.0), List.of());
  }

  /** The classes of the whole and of its objects, each once, ascending. */
  public int[] classes() {
    return IntStream.concat(
            labels.keySet().stream().mapToInt(Integer::intValue),
            objects.stream().mapToInt(Instance::label))
        .sorted()
        .distinct()
        .toArray();
  }

  /** The objects in a copy of the picture that has another size. */
  public List<Instance> objects(int copyWidth, int copyHeight) {
    return objects.stream().map(one -> one.scaled(width, height, copyWidth, copyHeight)).toList();
  }

  /**
   * Checks that objects belong to the picture that was decoded, perhaps at 1/2, 1/4 or 1/8.
   *
   * @throws OcelliException if it has another size
   */
  void check(Image picture, String name) {
    if (objects.isEmpty()) {
      return;
    }
    for (int part = 1; part <= 8; part *= 2) {
      if (picture.width() == (width + part - 1) / part
          && picture.height() == (height + part - 1) / part) {
        return;
      }
    }
    throw new OcelliException(
        "the picture has another size than its annotation says",
        "%dx%d instead of %dx%d".formatted(picture.width(), picture.height(), width, height),
        name,
        "annotate it anew, or read the data set again");
  }
}
