package io.ocelli.dataset.audit;

import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.ClassFolder;
import io.ocelli.dataset.Sample;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.RescaleOp;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Which changes of a picture a check for near copies sees through.
 *
 * <p>As a program: {@code AlteredCopies DIR COUNT SEED [SHEET.png]} alters COUNT pictures of a data
 * set in each way, looks for near copies among them and all pictures, and prints the share found of
 * each kind and how many other pairs there are; the sheet shows those that are least alike.
 */
final class AlteredCopies {
  private static final int SHOWN = 40;

  /** Ways to alter a picture; amounts are drawn. */
  enum Kind {
    TURNED_AND_RECODED(true, 0.5, 0, 0),
    CROPPED_2(false, 1, 0.02, 0),
    CROPPED_5(false, 1, 0.05, 0),
    ROTATED_1(false, 1, 0, 1),
    ROTATED_2(false, 1, 0, 2),
    ROTATED_3(false, 1, 0, 3),
    CROPPED_AND_ROTATED(false, 1, 0.035, 2),
    ALL_TOGETHER_MILD(true, 0.5, 0.02, 1),
    ALL_TOGETHER(true, 0.5, 0.05, 3);

    final boolean turned;
    final double scale;
    final double crop;
    final double degrees;

    Kind(boolean turned, double scale, double crop, double degrees) {
      this.turned = turned;
      this.scale = scale;
      this.crop = crop;
      this.degrees = degrees;
    }
  }

  private AlteredCopies() {}

  /**
   * The picture cropped, rotated, turned, made smaller, brighter or darker, and compressed.
   *
   * @param kind the amounts: of each side {@code crop} is cut away, from one edge or both; the
   *     corners that a rotation leaves empty are filled with black, or cut away, by chance; smaller
   *     by up to {@code scale}
   */
  static byte[] altered(Image picture, Kind kind, Random random) {
    BufferedImage full = picture.toBufferedImage();
    double left = kind.crop * random.nextDouble();
    double top = kind.crop * random.nextDouble();
    double width = full.getWidth() * (1 - kind.crop);
    double height = full.getHeight() * (1 - kind.crop);
    double angle = Math.toRadians(kind.degrees) * (random.nextBoolean() ? 1 : -1);
    boolean fill = random.nextBoolean();
    double zoom = 1;
    if (!fill) {
      double longer = Math.max(width / height, height / width);
      zoom = Math.cos(angle) + longer * Math.abs(Math.sin(angle));
    }
    double scale = kind.scale < 1 ? kind.scale + (0.9 - kind.scale) * random.nextDouble() : 1;
    int w = (int) Math.round(width * scale);
    int h = (int) Math.round(height * scale);
    AffineTransform place = AffineTransform.getTranslateInstance(w / 2.0, h / 2.0);
    place.rotate(angle);
    place.scale(scale * zoom, scale * zoom);
    place.translate(-left * full.getWidth() - width / 2, -top * full.getHeight() - height / 2);
    BufferedImage result = new BufferedImage(w, h, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = result.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(full, place, null);
    graphics.dispose();
    if (kind.scale < 1) {
      float gain = (float) (0.85 + 0.3 * random.nextDouble());
      result = new RescaleOp(gain, 0, null).filter(result, null);
    }
    Symmetry symmetry =
        kind.turned ? List.of(Symmetry.values()).get(random.nextInt(8)) : Symmetry.IDENTITY;
    try (Image image = Image.of(PlantedFaults.turned(result, symmetry))) {
      return image.encode(ImageFormat.JPEG, kind.turned ? 60 + random.nextInt(36) : 90);
    }
  }

  /** See the class. */
  public static void main(String[] args) throws IOException {
    PrintStream out = System.out;
    List<Sample> samples = new ArrayList<>(ClassFolder.readWhole(Path.of(args[0])).all());
    int originals = samples.size();
    int count = Integer.parseInt(args[1]);
    Random random = new Random(Long.parseLong(args[2]));
    Map<Integer, Integer> sourceOf = new HashMap<>();
    Map<Integer, Kind> kindOf = new HashMap<>();
    for (Kind kind : Kind.values()) {
      for (int i = 0; i < count; i++) {
        int source = random.nextInt(originals);
        Sample sample = samples.get(source);
        try (Image picture = sample.source().decode(DecodeOptions.DEFAULT)) {
          sourceOf.put(samples.size(), source);
          kindOf.put(samples.size(), kind);
          String name = kind.name() + "-" + i + ".jpg";
          byte[] bytes = altered(picture, kind, random);
          samples.add(new Sample(ByteSource.of(name, bytes), sample.label()));
        }
      }
    }
    long start = System.nanoTime();
    List<Look> looks = Look.at(samples, Look.Depth.COPIES, null, 2, done -> {});
    long read = System.nanoTime();
    NearDuplicates near = NearDuplicates.among(looks, 2, false);
    out.printf(
        "%d pictures, read in %.1f s, compared in %.1f s%n",
        samples.size(), (read - start) / 1e9, (System.nanoTime() - read) / 1e9);
    Map<Kind, Integer> found = new EnumMap<>(Kind.class);
    List<NearDuplicates.Pair> others = new ArrayList<>();
    for (NearDuplicates.Pair pair : near.pairs()) {
      int a = sourceOf.getOrDefault(pair.first(), pair.first());
      int b = sourceOf.getOrDefault(pair.second(), pair.second());
      if (a != b) {
        others.add(pair);
      } else if (pair.first() < originals) {
        found.merge(kindOf.get(pair.second()), 1, Integer::sum);
      }
    }
    for (Kind kind : Kind.values()) {
      int n = found.getOrDefault(kind, 0);
      out.printf("%-20s %3d of %d%n", kind.name().toLowerCase(java.util.Locale.ROOT), n, count);
    }
    long among = others.stream().filter(pair -> pair.second() < originals).count();
    out.printf("other pairs %d, %d of them among the originals%n", others.size(), among);
    others.removeIf(pair -> pair.second() >= originals);
    others.sort(Comparator.comparingDouble(NearDuplicates.Pair::likeness));
    for (NearDuplicates.Pair pair : others) {
      out.printf(
          "  %.3f %s %s %s%n",
          pair.likeness(),
          pair.symmetry(),
          samples.get(pair.first()).source().name(),
          samples.get(pair.second()).source().name());
    }
    if (args.length > 3) {
      Files.write(Path.of(args[3]), sheet(others, samples));
    }
  }

  private static byte[] sheet(List<NearDuplicates.Pair> pairs, List<Sample> samples) {
    int rows = (Math.min(SHOWN, pairs.size()) + 3) / 4;
    BufferedImage sheet =
        new BufferedImage(4 * 330, Math.max(1, rows) * 175, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = sheet.createGraphics();
    for (int i = 0; i < Math.min(SHOWN, pairs.size()); i++) {
      NearDuplicates.Pair pair = pairs.get(i);
      int column = 0;
      for (int index : Arrays.asList(pair.first(), pair.second())) {
        try (Image picture = samples.get(index).source().decode(DecodeOptions.DEFAULT)) {
          BufferedImage shown = picture.toBufferedImage();
          if (index == pair.first()) {
            shown = PlantedFaults.turned(shown, pair.symmetry());
          }
          graphics.drawImage(shown, i % 4 * 330 + 160 * column++, i / 4 * 175, 158, 158, null);
        }
      }
      graphics.drawString(
          String.format(java.util.Locale.ROOT, "%.3f %s", pair.likeness(), pair.symmetry()),
          i % 4 * 330 + 4,
          i / 4 * 175 + 170);
    }
    graphics.dispose();
    try (Image image = Image.of(sheet)) {
      return image.encode(ImageFormat.PNG);
    }
  }
}
