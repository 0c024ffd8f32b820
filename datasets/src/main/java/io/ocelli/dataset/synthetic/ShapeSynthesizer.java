package io.ocelli.dataset.synthetic;

import io.ocelli.annotation.Instance;
import io.ocelli.error.UsageException;
import io.ocelli.image.ImageFormat;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Draws pictures for detection and segmentation: circles, squares, stars, text and triangles of any
 * size, place, turn and colour, on textured grounds among things that are none of these. Shapes may
 * overlap and reach over the edge as far as {@link ShapeRules} let them.
 */
public final class ShapeSynthesizer implements Synthesizer {
  /** The smallest side of a picture in pixels. */
  public static final int MIN_SIZE = 64;

  /** The largest side of a picture in pixels. */
  public static final int MAX_SIZE = 2048;

  private static final List<String> CLASSES =
      Arrays.stream(ShapeKind.values()).map(ShapeKind::label).toList();

  private final int size;
  private final ShapeRules rules;
  private final long seed;

  /**
   * @param size width and height of the pictures, 64 to 2048
   * @throws UsageException if the size is out of range
   */
  public ShapeSynthesizer(int size, ShapeRules rules, long seed) {
    if (size < MIN_SIZE || size > MAX_SIZE) {
      throw new UsageException(
          "shapes are drawn on " + MIN_SIZE + " to " + MAX_SIZE + " pixels",
          Integer.toString(size),
          "the size",
          "try 320");
    }
    this.size = size;
    this.rules = rules;
    this.seed = seed;
  }

  @Override
  public List<String> classNames() {
    return CLASSES;
  }

  @Override
  public ImageFormat fileFormat() {
    return ImageFormat.JPEG;
  }

  @Override
  public SyntheticPicture picture(int index) {
    ShapeScene scene = scene(index);
    return new SyntheticPicture(
        develop(scene.paint(-1), Dice.of(seed, "develop", index)),
        "shapes-%05d".formatted(index + 1),
        List.of(),
        objects(scene));
  }

  /** What is in a picture, before light and noise. */
  ShapeScene scene(int index) {
    return ShapeScene.arrange(size, rules, Dice.of(seed, "shapes", index));
  }

  private static List<Instance> objects(ShapeScene scene) {
    List<Instance> objects = new ArrayList<>();
    List<PixelRegion> visible = scene.visible();
    for (int i = 0; i < visible.size(); i++) {
      objects.add(visible.get(i).object(CLASSES.indexOf(scene.kinds().get(i).label())));
    }
    return objects;
  }

  private BufferedImage develop(Layer scene, Dice dice) {
    if (dice.chance(0.3)) {
      scene.blur(size / 320.0 * dice.in(0.7, 1.5));
    }
    double gain = dice.in(0.75, 1.15);
    double warm = 1 + 0.1 * dice.bell();
    double slope = dice.in(0, 0.3);
    double angle = dice.in(0, 2 * Math.PI);
    double dx = slope * Math.cos(angle) / size;
    double dy = slope * Math.sin(angle) / size;
    double grain = dice.in(0, 14);
    BufferedImage picture = new BufferedImage(size, size, BufferedImage.TYPE_3BYTE_BGR);
    byte[] bgr = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    for (int y = 0, i = 0; y < size; y++) {
      for (int x = 0; x < size; x++, i++) {
        double light = gain * (1 + (x - size / 2.0) * dx + (y - size / 2.0) * dy);
        int p = scene.argb[i];
        for (int c = 0; c < 3; c++) {
          double tone = c == 0 ? light / warm : c == 2 ? light * warm : light;
          double value = (p >> (8 * c) & 255) * tone + grain * dice.bell();
          bgr[3 * i + c] = (byte) Math.max(0, Math.min(255, Math.round(value)));
        }
      }
    }
    return picture;
  }
}
