package io.ocelli.dataset.synthetic;

import io.ocelli.annotation.Instance;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A drawn picture.
 *
 * @param picture {@link BufferedImage#TYPE_3BYTE_BGR}
 * @param name of its file, without folders and ending
 * @param labels classes of the whole picture; empty if it has none
 * @param objects what is in it. The mask of an object is its visible pixels, those that it covers
 *     by half or more and that nothing hides; the box is the smallest around them; the polygons are
 *     the outer outlines of the pieces, along the edges of the pixels, with holes filled
 */
public record SyntheticPicture(
    BufferedImage picture, String name, List<Integer> labels, List<Instance> objects) {
  /** Copies the lists. */
  public SyntheticPicture {
    labels = List.copyOf(labels);
    objects = List.copyOf(objects);
  }
}
