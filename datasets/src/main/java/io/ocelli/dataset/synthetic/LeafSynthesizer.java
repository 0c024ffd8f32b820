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
import java.util.ArrayList;
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
public final class LeafSynthesizer implements Synthesizer {
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

  /** The names of the classes of pictures, sorted; objects may also be a {@code leaf}. */
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
              String name = name(index) + ".jpg";
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
    return draw(condition, index, LeafParts.NONE);
  }

  private BufferedImage draw(LeafCondition condition, int index, LeafParts parts) {
    Dice dice = Dice.of(seed, condition.label(), index);
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
    parts.before(leaf);
    new Lesions(plant, leaf, dice).paint(condition);
    parts.after(leaf);
    leaf.putOn(scene);
    return Camera.shoot(scene, dice);
  }

  /** Those of the pictures, then {@code leaf}, which objects may be. */
  @Override
  public List<String> classNames() {
    List<String> names = new ArrayList<>(classes());
    names.add("leaf");
    return List.copyOf(names);
  }

  @Override
  public ImageFormat fileFormat() {
    return ImageFormat.JPEG;
  }

  /**
   * Picture {@code index / 5} of the condition {@code index % 5}. Its objects are the leaf, with
   * all its pixels, and its lesions, of the class of their condition: what {@link LeafCondition}
   * says is painted on the leaf, by a difference that can be seen. Lesions nearer to each other
   * than a fortieth of the picture are one object. The mottle of mosaic is all over the leaf and is
   * no object of its own.
   */
  @Override
  public SyntheticPicture picture(int index) {
    LeafCondition[] conditions = LeafCondition.values();
    LeafCondition condition = conditions[index % conditions.length];
    int place = index / conditions.length;
    LeafParts parts = new LeafParts(size);
    BufferedImage picture = draw(condition, place, parts);
    int label = classes().indexOf(condition.label());
    return new SyntheticPicture(
        picture, name(place), List.of(label), parts.objects(conditions.length, label));
  }

  private static String name(int index) {
    return String.format(Locale.ROOT, "leaf-%05d", index + 1);
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
}
