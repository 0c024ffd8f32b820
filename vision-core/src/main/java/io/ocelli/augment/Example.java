package io.ocelli.augment;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;

import io.ocelli.annotation.Instance;
import io.ocelli.augment.KeepObjects.BoxFit;
import io.ocelli.geometry.Box;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Image;
import io.ocelli.image.Raster;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * A training example on its way through an augmentation: a picture and what is known of it, all
 * moved together. Owns the picture and the mask that it holds at the end; one thread at a time.
 */
public final class Example implements AutoCloseable {
  private Image picture;
  private boolean borrowed;
  private Map<Integer, Double> labels;
  private List<Marked> objects;
  private @Nullable Raster mask;
  private BoxFit fit = BoxFit.CORNERS;

  private Example(
      Image picture,
      boolean borrowed,
      Map<Integer, Double> labels,
      List<Instance> objects,
      @Nullable Raster mask) {
    if (mask != null
        && (mask.space() != ColorSpace.GRAY
            || mask.width() != picture.width()
            || mask.height() != picture.height())) {
      throw new IllegalArgumentException(
          "a mask is gray and as large as its picture %dx%d, got %s"
              .formatted(picture.width(), picture.height(), mask));
    }
    this.picture = picture;
    this.borrowed = borrowed;
    this.labels = new TreeMap<>(labels);
    this.objects = new ArrayList<>(objects.stream().map(Marked::new).toList());
    this.mask = mask;
  }

  /** A picture of which nothing is known; it stays the caller's and is never changed. */
  public static Example of(Image picture) {
    return new Example(picture, true, Map.of(), List.of(), null);
  }

  /** A picture of one class; it stays the caller's and is never changed. */
  public static Example of(Image picture, int label) {
    return new Example(picture, true, Map.of(label, 1.0), List.of(), null);
  }

  /** A picture with objects; it stays the caller's and is never changed. */
  public static Example of(Image picture, List<Instance> objects) {
    return new Example(picture, true, Map.of(), objects, null);
  }

  /**
   * A picture with all that may be known of it.
   *
   * @param picture is closed by this from now on
   * @param labels weight of each class: together 1, or 1 each where a picture may have several;
   *     empty if it has no class
   * @param objects what is marked in it
   * @param mask class of each pixel, gray, of the picture's size; is closed by this from now on
   */
  public static Example owning(
      Image picture, Map<Integer, Double> labels, List<Instance> objects, Optional<Raster> mask) {
    return new Example(picture, false, labels, objects, mask.orElse(null));
  }

  /** The picture; not to be written to, and closed when another takes its place. */
  public Image picture() {
    return picture;
  }

  /** Width of the picture. */
  public int width() {
    return picture.width();
  }

  /** Height of the picture. */
  public int height() {
    return picture.height();
  }

  /** The weight of each class, sorted by class. */
  public Map<Integer, Double> labels() {
    return Collections.unmodifiableMap(labels);
  }

  /** What is marked in the picture. */
  public List<Instance> objects() {
    return objects.stream().map(Marked::instance).toList();
  }

  /** The class of each pixel; closed when another takes its place. */
  public Optional<Raster> mask() {
    return Optional.ofNullable(mask);
  }

  /** The picture, to be written to. */
  public Image editable() {
    if (borrowed) {
      picture = picture.copy();
      borrowed = false;
    }
    return picture;
  }

  /** Takes another picture of the same size and closes the one before. */
  public void replace(Image other) {
    if (other.width() != width() || other.height() != height()) {
      throw new IllegalArgumentException(
          "%dx%d instead of %dx%d".formatted(other.width(), other.height(), width(), height()));
    }
    put(other);
  }

  private void put(Image other) {
    if (other != picture && !borrowed) {
      picture.close();
    }
    borrowed = borrowed && other == picture;
    picture = other;
  }

  /**
   * Takes another picture, of any size, with all that is known of it.
   *
   * @param newMask closed by this from now on; absent if there is none any more
   */
  public void replaceAll(
      Image other,
      Map<Integer, Double> newLabels,
      List<Instance> newObjects,
      Optional<Raster> newMask) {
    put(other);
    labels = new TreeMap<>(newLabels);
    objects = new ArrayList<>(newObjects.stream().map(Marked::new).toList());
    put(newMask.orElse(null));
  }

  private void put(@Nullable Raster newMask) {
    if (mask != null && mask != newMask) {
      mask.close();
    }
    mask = newMask;
  }

  /** Takes the objects of another example of the same size to its own. */
  public void addObjects(Example other) {
    objects.addAll(other.objects);
  }

  /**
   * Puts another example over a part of this one, with its objects and its mask. Of what lies
   * beneath, boxes and outlines are cut. Labels stay.
   *
   * @param other lies wholly within this one; stays as it is
   * @param x where its left edge comes to lie
   * @param y where its upper edge comes to lie
   */
  public void paste(Example other, int x, int y) {
    Box over = new Box(x, y, x + other.width(), y + other.height());
    Window place = new Window(-x, -y, width(), height(), Edges.REFLECT);
    List<Marked> left = new ArrayList<>();
    for (Marked object : objects) {
      Marked rest = Hidden.by(over, object);
      if (rest != null) {
        left.add(rest);
      }
    }
    for (Marked object : other.objects) {
      Marked moved = object.move(place, other.width(), other.height(), fit);
      if (moved != null) {
        left.add(new Marked(moved.instance(), object.visible()));
      }
    }
    objects = left;
    try (Rect rect = new Rect(x, y, other.width(), other.height());
        Mat part = new Mat(editable().mat(), rect)) {
      other.picture.mat().copyTo(part);
    }
    Raster below = mask;
    if (below != null) {
      Raster above = other.mask;
      put(
          Raster.make(
              ColorSpace.GRAY,
              out -> {
                below.mat().copyTo(out);
                try (Rect rect = new Rect(x, y, other.width(), other.height());
                    Mat part = new Mat(out, rect);
                    Scalar zero = new Scalar(0);
                    Mat clear = new Mat(other.height(), other.width(), CV_8UC1, zero)) {
                  (above == null ? clear : above.mat()).copyTo(part);
                }
              }));
    }
  }

  /**
   * Puts objects of another example of the same size over this one, cut out along their masks,
   * outlines or boxes. What they hide becomes smaller. Labels stay.
   *
   * @param which whether an object is taken: the object, and how much of it is left of all steps so
   *     far, 0 to 1
   */
  public void pasteObjects(Example other, Choosing which) {
    List<Marked> taken =
        other.objects.stream().filter(o -> which.test(o.instance(), o.visible())).toList();
    if (taken.isEmpty()) {
      return;
    }
    PixelSet over = PixelSet.none(width(), height());
    taken.forEach(object -> over.add(PixelSet.of(object.instance(), width(), height())));
    List<Marked> left = new ArrayList<>();
    for (Marked object : objects) {
      Marked rest = Hidden.by(over, object);
      if (rest != null) {
        left.add(rest);
      }
    }
    left.addAll(taken);
    objects = left;
    try (Mat where = over.mat()) {
      other.picture.mat().copyTo(editable().mat(), where);
      Raster below = mask;
      Raster above = other.mask;
      if (below != null && above != null) {
        put(
            Raster.make(
                ColorSpace.GRAY,
                out -> {
                  below.mat().copyTo(out);
                  above.mat().copyTo(out, where);
                }));
      }
    }
  }

  /** Chooses among objects. */
  @FunctionalInterface
  public interface Choosing {
    /** Whether an object is taken. */
    boolean test(Instance object, double visible);
  }

  /** Sets the weight of each class. */
  public void relabel(Map<Integer, Double> newLabels) {
    labels = new TreeMap<>(newLabels);
  }

  /** Moves picture, objects and mask. */
  public void move(Motion motion) {
    if (motion == Symmetry.NONE) {
      return;
    }
    int width = width();
    int height = height();
    Image moved = MatPair.move(picture, motion);
    put(moved);
    if (mask != null) {
      put(MatPair.moveLabels(mask, motion));
    }
    List<Marked> left = new ArrayList<>();
    for (Marked object : objects) {
      Marked one = object.move(motion, width, height, fit);
      if (one != null) {
        left.add(one);
      }
    }
    objects = left;
  }

  /** Changes values of pixels. */
  public void edit(PixelEdit edit) {
    if (edit instanceof LinearColors colors) {
      replace(colors.apply(picture));
    } else if (edit instanceof PixelEdit.Tables tables) {
      replace(tables.apply(picture));
    } else if (edit instanceof PixelEdit.Redraw redraw && edit != PixelEdit.NONE) {
      replace(redraw.work().run(redraw.writes() ? editable() : picture));
    }
  }

  void fit(BoxFit newFit) {
    fit = newFit;
  }

  /** Drops the objects that a rule does not keep. */
  void drop(KeepObjects rule) {
    objects.removeIf(
        object -> {
          float width = object.instance().box().width();
          float height = object.instance().box().height();
          return object.visible() < rule.minVisible()
              || (double) width * height < rule.minArea()
              || Math.min(width, height) < rule.minSide();
        });
  }

  /** The picture, which is the caller's from now on; what else there is, is closed. */
  Image takePicture() {
    Image taken = editable();
    borrowed = true;
    close();
    return taken;
  }

  @Override
  public void close() {
    if (!borrowed) {
      picture.close();
    }
    Raster held = mask;
    mask = null;
    if (held != null) {
      Objects.requireNonNull(held).close();
    }
  }
}
