package io.ocelli.dataset.audit;

import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A copy of a data set with faults of known places, to see which of them a check finds. The source
 * is {@code DIR/train|val/<class>/…}; pictures are linked to, not copied, where that works.
 *
 * <p>As a program: {@code PlantedFaults SOURCE TARGET [SEED]} plants what issue 4 asks for, checks,
 * and prints what was found.
 */
final class PlantedFaults {
  /** How many faults of each kind. */
  record Numbers(int copies, int nearCopies, int doubleLabels, int broken, int swapped) {
    static final Numbers OF_THE_ISSUE = new Numbers(20, 20, 10, 10, 30);
  }

  private static final List<Symmetry> TURNS =
      List.copyOf(EnumSet.complementOf(EnumSet.of(Symmetry.IDENTITY)));

  final List<List<String>> copies = new ArrayList<>();
  final List<List<String>> nearCopies = new ArrayList<>();
  final List<List<String>> doubleLabels = new ArrayList<>();
  final List<String> broken = new ArrayList<>();
  final List<String> swapped = new ArrayList<>();

  private final Path root;
  private final Random random;
  private final Set<String> used = new HashSet<>();
  private final List<String> train = new ArrayList<>();
  private final List<String> classes = new ArrayList<>();

  private PlantedFaults(Path root, long seed) {
    this.root = root;
    this.random = new Random(seed);
  }

  /**
   * Plants.
   *
   * @param limit pictures of each class that are taken of train and, a quarter of it, of val
   */
  static PlantedFaults plant(
      Path source, Path target, List<String> classes, int limit, Numbers numbers, long seed)
      throws IOException {
    PlantedFaults faults = new PlantedFaults(target, seed);
    for (String label : classes) {
      faults.classes.add(label);
      faults.take(source, "train/" + label, limit);
      faults.take(source, "val/" + label, Math.max(1, limit / 4));
    }
    faults.swap(numbers.swapped());
    faults.copy(numbers.copies());
    faults.turn(numbers.nearCopies());
    faults.label(numbers.doubleLabels());
    faults.breakSome(numbers.broken());
    return faults;
  }

  private void take(Path source, String folder, int limit) throws IOException {
    Files.createDirectories(root.resolve(folder));
    try (Stream<Path> files = Files.list(source.resolve(folder))) {
      for (Path file : files.sorted().limit(limit).toList()) {
        String path = folder + "/" + file.getFileName();
        Files.write(root.resolve(path), Files.readAllBytes(file));
        if (folder.startsWith("train")) {
          train.add(path);
        }
      }
    }
  }

  /** A picture of train that has no fault yet. */
  private String next() {
    while (true) {
      String path = train.get(random.nextInt(train.size()));
      if (used.add(path)) {
        return path;
      }
    }
  }

  private static String label(String path) {
    return path.split("/", -1)[1];
  }

  private String other(String label) {
    while (true) {
      String other = classes.get(random.nextInt(classes.size()));
      if (!other.equals(label)) {
        return other;
      }
    }
  }

  private void swap(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      String path = next();
      String to = "train/" + other(label(path)) + "/swapped-" + i + extension(path);
      Files.move(root.resolve(path), root.resolve(to));
      train.remove(path);
      swapped.add(to);
    }
  }

  private void copy(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      String path = next();
      String to = "val/" + label(path) + "/copy-" + i + extension(path);
      Files.copy(root.resolve(path), root.resolve(to));
      copies.add(List.of(path, to));
    }
  }

  private void turn(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      String path = next();
      String to = "val/" + label(path) + "/near-" + i + ".jpg";
      Symmetry symmetry = TURNS.get(random.nextInt(TURNS.size()));
      Files.write(
          root.resolve(to),
          altered(
              root.resolve(path),
              symmetry,
              0.85 + 0.3 * random.nextDouble(),
              60 + random.nextInt(31)));
      nearCopies.add(List.of(path, to));
    }
  }

  private void label(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      String path = next();
      String to = "train/" + other(label(path)) + "/double-" + i + extension(path);
      Files.copy(root.resolve(path), root.resolve(to));
      doubleLabels.add(List.of(path, to));
    }
  }

  private void breakSome(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      String path = next();
      byte[] bytes = Files.readAllBytes(root.resolve(path));
      byte[] damaged =
          switch (i % 4) {
            case 0 -> new byte[0];
            case 1 -> Arrays.copyOf(bytes, bytes.length / 2);
            case 2 -> "this is no picture".getBytes(StandardCharsets.UTF_8);
            default -> Arrays.copyOf(bytes, 40);
          };
      Files.write(root.resolve(path), damaged);
      broken.add(path);
    }
  }

  private static String extension(String path) {
    return path.substring(path.lastIndexOf('.'));
  }

  /** The picture scaled, turned and compressed anew. */
  static byte[] altered(Path file, Symmetry symmetry, double scale, int quality) {
    BufferedImage full;
    try (Image image = Image.read(file, DecodeOptions.DEFAULT)) {
      full = image.toBufferedImage();
    }
    int width = (int) Math.round(full.getWidth() * scale);
    int height = (int) Math.round(full.getHeight() * scale);
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = scaled.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(full, 0, 0, width, height, null);
    graphics.dispose();
    try (Image image = Image.of(turned(scaled, symmetry))) {
      return image.encode(ImageFormat.JPEG, quality);
    }
  }

  /** The picture turned. */
  static BufferedImage turned(BufferedImage picture, Symmetry symmetry) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    int turnedWidth = symmetry.swapsSides() ? height : width;
    int turnedHeight = symmetry.swapsSides() ? width : height;
    BufferedImage turned =
        new BufferedImage(turnedWidth, turnedHeight, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < turnedHeight; y++) {
      for (int x = 0; x < turnedWidth; x++) {
        int i = symmetry.source(x, y, width, height);
        turned.setRGB(x, y, picture.getRGB(i % width, i / width));
      }
    }
    return turned;
  }

  /** How many of the pairs are together in a finding of these kinds. */
  static int found(List<List<String>> pairs, AuditReport report, Finding.Kind... kinds) {
    int found = 0;
    for (List<String> pair : pairs) {
      found +=
          report.findings().stream()
                  .filter(finding -> List.of(kinds).contains(finding.kind()))
                  .map(finding -> finding.pictures().stream().map(AuditedPicture::path).toList())
                  .anyMatch(paths -> paths.containsAll(pair))
              ? 1
              : 0;
    }
    return found;
  }

  /** How many of the paths are the first picture of one of the first findings of a kind. */
  static int found(List<String> paths, AuditReport report, Finding.Kind kind, int first) {
    return (int)
        report.byKind().getOrDefault(kind, List.of()).stream()
            .limit(first)
            .filter(finding -> paths.contains(finding.pictures().get(0).path()))
            .count();
  }

  /** Near copies that were not planted, as groups. */
  List<List<String>> others(AuditReport report) {
    Set<String> planted = new HashSet<>();
    nearCopies.forEach(planted::addAll);
    copies.forEach(planted::addAll);
    doubleLabels.forEach(planted::addAll);
    List<List<String>> others = new ArrayList<>();
    for (List<Integer> group : report.nearDuplicates().groups()) {
      List<String> paths = group.stream().map(i -> report.pictures().get(i).path()).toList();
      if (Collections.disjoint(paths, planted)) {
        others.add(paths);
      }
    }
    return others;
  }

  /** See the class. */
  public static void main(String[] args) throws IOException {
    PrintStream out = System.out;
    Path source = Path.of(args[0]);
    Path target = Path.of(args[1]);
    long seed = args.length > 2 ? Long.parseLong(args[2]) : 42;
    List<String> classes;
    try (Stream<Path> folders = Files.list(source.resolve("train"))) {
      classes = folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
    PlantedFaults faults = plant(source, target, classes, 100_000, Numbers.OF_THE_ISSUE, seed);
    AuditReport report =
        Audit.of(
            io.ocelli.dataset.ClassFolder.readWhole(target),
            new AuditOptions(Runtime.getRuntime().availableProcessors(), 42));
    out.printf(
        "copies       %d of %d%n",
        found(faults.copies, report, Finding.Kind.COPY_ACROSS_SPLITS), faults.copies.size());
    out.printf(
        "near copies  %d of %d%n",
        found(faults.nearCopies, report, Finding.Kind.NEAR_COPY_ACROSS_SPLITS),
        faults.nearCopies.size());
    out.printf(
        "two labels   %d of %d%n",
        found(faults.doubleLabels, report, Finding.Kind.TWO_LABELS), faults.doubleLabels.size());
    out.printf(
        "broken       %d of %d%n",
        found(faults.broken, report, Finding.Kind.BROKEN, 1000), faults.broken.size());
    out.printf(
        "swapped      %d of %d in the first 100 suspects%n",
        found(faults.swapped, report, Finding.Kind.LIKELY_WRONG_LABEL, 100), faults.swapped.size());
    List<List<String>> others = faults.others(report);
    out.printf(
        "others       %d groups of near copies, %d pictures%n",
        others.size(), others.stream().mapToInt(List::size).sum());
    faults.nearCopies.stream()
        .filter(pair -> found(List.of(pair), report, Finding.Kind.NEAR_COPY_ACROSS_SPLITS) == 0)
        .forEach(pair -> out.println("missed " + pair));
  }
}
