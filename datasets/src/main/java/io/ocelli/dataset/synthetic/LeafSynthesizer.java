package io.ocelli.dataset.synthetic;

import io.ocelli.dataset.Workers;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * Draws leaves, healthy and ill, on varied backgrounds: a data set of five classes ({@link
 * LeafCondition}) to try training on without a download. Species, colour, pose, light, blur,
 * background and how far the disease has gone vary; leaves of all classes may also be yellowing,
 * dry at the margin or specked, so that the mean colour of a picture says little about its class.
 *
 * <p>A picture depends on the seed, the condition, its index and the size, and on nothing else: not
 * on the number of threads, nor on how many pictures are drawn.
 */
public final class LeafSynthesizer {
  /** The smallest side of a picture in pixels; below it, spots and rust cannot be told apart. */
  public static final int MIN_SIZE = 64;

  /** The largest side of a picture in pixels. */
  public static final int MAX_SIZE = 512;

  private static final int JPEG_QUALITY = 92;

  private final int size;
  private final long seed;

  /**
   * @param size width and height of the pictures, 64 to 512
   * @throws UsageException if the size is out of range
   */
  public LeafSynthesizer(int size, long seed) {
    if (size < MIN_SIZE || size > MAX_SIZE) {
      throw new UsageException(
          "leaves are drawn " + MIN_SIZE + " to " + MAX_SIZE + " pixels wide",
          Integer.toString(size),
          "the size",
          "try 96");
    }
    this.size = size;
    this.seed = seed;
  }

  /** The names of the classes, sorted. */
  public static List<String> classes() {
    return Arrays.stream(LeafCondition.values()).map(LeafCondition::label).sorted().toList();
  }

  /**
   * Draws a data set to {@code dir/<class>/leaf-00001.jpg} and so on.
   *
   * @param dir is made; may exist if it is empty
   * @param perClass pictures of each class, at least 1
   * @param threads that draw
   * @param progress told the number of pictures written so far, from any thread, once for each
   * @throws UsageException if {@code dir} is not empty or {@code perClass} below 1
   * @throws OcelliException if a file cannot be written
   */
  public void write(Path dir, int perClass, int threads, IntConsumer progress) {
    if (perClass < 1) {
      throw new UsageException(
          "a class needs at least one picture",
          Integer.toString(perClass),
          "the number of pictures per class",
          "try 200");
    }
    requireEmpty(dir);
    AtomicInteger next = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    LeafCondition[] conditions = LeafCondition.values();
    int total = perClass * conditions.length;
    try {
      for (LeafCondition condition : conditions) {
        Files.createDirectories(dir.resolve(condition.label()));
      }
      Workers.run(
          threads,
          "ocelli-leaves",
          () -> {
            for (int i = next.getAndIncrement(); i < total; i = next.getAndIncrement()) {
              LeafCondition condition = conditions[i / perClass];
              int index = i % perClass;
              String name = String.format(Locale.ROOT, "leaf-%05d.jpg", index + 1);
              try (Image image = Image.of(draw(condition, index))) {
                Files.write(
                    dir.resolve(condition.label()).resolve(name),
                    image.encode(ImageFormat.JPEG, JPEG_QUALITY));
              }
              progress.accept(done.incrementAndGet());
            }
          });
    } catch (IOException e) {
      throw new OcelliException(
          "the pictures cannot be written",
          dir.toString(),
          String.valueOf(e.getMessage()),
          "check free space and permissions, or choose another folder",
          e);
    }
  }

  /** As the other one, in two threads, telling nobody. */
  public void write(Path dir, int perClass) {
    write(dir, perClass, 2, done -> {});
  }

  private static void requireEmpty(Path dir) {
    boolean free;
    try (Stream<Path> files = Files.isDirectory(dir) ? Files.list(dir) : Stream.empty()) {
      free = !Files.isRegularFile(dir) && files.findAny().isEmpty();
    } catch (IOException e) {
      free = false;
    }
    if (!free) {
      throw new UsageException(
          "nothing is written over what is there",
          dir.toString(),
          "the output folder",
          "choose a new or empty folder");
    }
  }

  /**
   * One picture, {@link BufferedImage#TYPE_3BYTE_BGR}.
   *
   * @param index of the picture in its class, from 0
   */
  public BufferedImage draw(LeafCondition condition, int index) {
    Dice dice = new Dice(mix(mix(seed) + 31L * condition.label().hashCode() + index));
    Layer scene = new Layer(size);
    new Background(scene, dice).paint();
    boolean mosaic = condition == LeafCondition.MOSAIC;
    double ripple = dice.chance(mosaic ? 0.5 : 0.25) ? dice.in(0.03, 0.12) : 0;
    Plant plant = Plant.pose(size, ripple, dice);
    if (dice.chance(0.6)) {
      castShadow(plant, scene, dice);
    }
    Layer leaf = new Layer(size);
    Blade blade = new Blade(plant, leaf, dice);
    blade.paintTissue(mosaic);
    blade.paintFlaws();
    blade.paintVeins();
    new Lesions(plant, leaf, dice).paint(condition);
    leaf.putOn(scene);
    return Camera.shoot(scene, dice);
  }

  private void castShadow(Plant plant, Layer scene, Dice dice) {
    Layer shadow = new Layer(size);
    Graphics2D g = shadow.draw();
    double reach = size * dice.in(0.01, 0.06);
    double angle = dice.in(0, 2 * Math.PI);
    g.translate(Math.cos(angle) * reach, Math.sin(angle) * reach);
    g.setColor(Tint.alpha(Color.BLACK, dice.in(0.25, 0.6)));
    plant.leaflets().forEach(leaflet -> g.fill(leaflet.outline()));
    g.dispose();
    shadow.blur(size * dice.in(0.008, 0.03));
    shadow.putOn(scene);
  }

  // The finaliser of SplitMix64 (Steele, Lea and Flood 2014): near seeds give unlike pictures.
  private static long mix(long x) {
    long z = x + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
