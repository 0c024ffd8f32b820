package io.ocelli.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.annotation.Instance;
import io.ocelli.annotation.KeyPoint;
import io.ocelli.annotation.Polygon;
import io.ocelli.annotation.RunLengthMask;
import io.ocelli.geometry.Box;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Image;
import io.ocelli.image.Raster;
import io.ocelli.ops.OperationSpec;
import io.ocelli.ops.ParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every change has to keep, whoever wrote it. */
class ChangesContractTest {
  private static final Pattern SENTENCE = Pattern.compile("[A-Z][a-z]+s? .*\\.", Pattern.DOTALL);
  private static final long MIB = 1 << 20;

  /** How often a change runs in the memory test. */
  private static final int RUNS = Integer.getInteger("ocelli.runs", 40);

  private static final int[][] SIZES = {{1, 1}, {1, 9}, {9, 1}, {7, 5}, {64, 48}};

  /** They do the same each time. */
  private static final Set<String> NOT_RANDOM =
      Set.of(
          "hflip",
          "vflip",
          "transpose",
          "center-crop",
          "pad",
          "gray",
          "equalize",
          "invert",
          "keep-objects");

  @Test
  void everyChangeOfThisModuleIsRegistered() {
    var classes =
        new com.tngtech.archunit.core.importer.ClassFileImporter()
            .withImportOption(
                com.tngtech.archunit.core.importer.ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.ocelli.augment");
    List<String> written =
        classes.stream()
            .filter(type -> type.isAssignableTo(Change.class) && !type.isInterface())
            .map(com.tngtech.archunit.core.domain.JavaClass::getName)
            .sorted()
            .toList();
    assertThat(Changes.all().stream().map(spec -> spec.type().getName()).sorted())
        .isEqualTo(written);
  }

  @TestFactory
  Stream<DynamicTest> describesItself() {
    return each(
        spec -> {
          assertThat(spec.name()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
          assertThat(spec.op().does()).matches(SENTENCE);
          assertThat(spec.op().example()).contains(spec.name());
          for (ParameterSpec parameter : spec.parameters()) {
            assertThat(parameter.param().does())
                .as(parameter.name())
                .isNotBlank()
                .doesNotEndWith(".");
            assertThat(parameter.required()).as(parameter.name()).isFalse();
            String attempt = parameter.param().attempt();
            if (attempt.isEmpty()) {
              // Two ends of a switch need no value to try.
              assertThat(parameter.type()).as(parameter.name()).isEqualTo(boolean.class);
            } else {
              assertThat(attempt).as(parameter.name()).isNotEqualTo(parameter.param().byDefault());
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> isWrittenAndReadBackTheSame() {
    return each(
        spec -> {
          for (Augmentation augmentation : augmentations(spec)) {
            assertThat(Augmentation.parse(augmentation.toString())).isEqualTo(augmentation);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> takesEverySizeAndLeavesItsInputAlone() {
    return each(
        spec -> {
          List<Augmentation> augmentations = augmentations(spec);
          for (int[] size : SIZES) {
            try (Image in = noise(size[0], size[1], 0)) {
              byte[] before = bytes(in);
              for (Augmentation augmentation : augmentations) {
                for (int index = 0; index < 6; index++) {
                  try {
                    changed(augmentation, in, index);
                  } catch (RuntimeException e) {
                    throw new AssertionError(augmentation + " on " + in, e);
                  }
                }
              }
              assertThat(bytes(in)).isEqualTo(before);
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> dependsOnSeedEpochAndIndexAlone() {
    return each(
        spec -> {
          Augmentation augmentation = augmentations(spec).get(0);
          try (Image in = scene()) {
            List<byte[]> inOrder =
                IntStream.range(0, 16).mapToObj(i -> changed(augmentation, in, i)).toList();
            var threads = new java.util.concurrent.ForkJoinPool(4);
            try {
              threads
                  .submit(
                      () ->
                          IntStream.range(0, 16)
                              .parallel()
                              .forEach(
                                  i ->
                                      assertThat(changed(augmentation, in, i))
                                          .isEqualTo(inOrder.get(i))))
                  .join();
            } finally {
              threads.shutdown();
            }
            Set<Integer> different = new HashSet<>();
            inOrder.forEach(bytes -> different.add(Arrays.hashCode(bytes)));
            if (NOT_RANDOM.contains(spec.name())) {
              assertThat(different).hasSize(1);
            } else {
              assertThat(different).hasSizeGreaterThan(1);
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> attemptsCanBeSeen() {
    return each(
        spec -> {
          if (spec.name().equals("keep-objects")) {
            return;
          }
          try (Image in = scene()) {
            byte[] plain = bytes(in);
            for (Augmentation augmentation : augmentations(spec)) {
              assertThat(
                      IntStream.range(0, 12)
                          .anyMatch(i -> !Arrays.equals(changed(augmentation, in, i), plain)))
                  .as(augmentation.toString())
                  .isTrue();
            }
          }
        });
  }

  /** A white square is where its box, outline, mask and points are, whatever happened to all. */
  @TestFactory
  Stream<DynamicTest> pictureAndMarksMoveTogether() {
    return each(
        spec -> {
          if (!GeometricChange.class.isAssignableFrom(spec.type())) {
            return;
          }
          boolean bordered = spec.parameters().stream().anyMatch(p -> p.name().equals("border"));
          double error = 0;
          int count = 0;
          for (Augmentation plain : augmentations(spec)) {
            String text = plain.toString();
            // What is mirrored into view is no second object.
            Augmentation augmentation =
                Augmentation.parse(
                    bordered && !text.contains("border=") ? text + " border=constant" : text);
            if (text.contains("border=") && !text.contains("border=constant")) {
              continue;
            }
            for (int index = 0; index < 8; index++) {
              double one = error(augmentation, index);
              assertThat(one).as(augmentation + " " + index).isLessThan(3);
              error += Math.max(one, 0);
              count += one < 0 ? 0 : 1;
            }
          }
          assertThat(count).isGreaterThan(4);
          assertThat(error / count).isLessThan(1.5);
        });
  }

  /** How far sides of boxes are apart on the mean; below 0 if nothing is left to see. */
  private static double error(Augmentation augmentation, int index) {
    int side = 120;
    Box box = new Box(46, 50, 74, 82);
    byte[] inside = new byte[side * side];
    Image picture = Image.blank(side, side, 0, 0, 0);
    for (int y = 50; y < 82; y++) {
      for (int x = 46; x < 74; x++) {
        inside[y * side + x] = 1;
        for (int c = 0; c < 3; c++) {
          picture.pixels().put(3 * (y * side + x) + c, (byte) 255);
        }
      }
    }
    Instance square =
        new Instance(
            3,
            box,
            List.of(Polygon.of(box)),
            Optional.of(RunLengthMask.of(side, side, inside)),
            List.of(new KeyPoint(46, 50), new KeyPoint(74, 82)),
            false,
            Map.of());
    Raster mask = Raster.of(side, side, ColorSpace.GRAY, inside);
    try (Example example =
        Example.owning(picture, Map.of(1, 1.0), List.of(square), Optional.of(mask))) {
      augmentation.apply(example, Others.NONE, 1, 0, index);
      if (example.objects().isEmpty()) {
        return -1;
      }
      Instance moved = example.objects().get(0);
      Box seen = white(example.picture());
      assertThat(moved.polygons()).hasSize(1);
      double sum =
          apart(moved.box(), seen)
              + apart(moved.polygons().get(0).bounds(), seen)
              + apart(moved.mask().orElseThrow().bounds().orElse(seen), seen)
              + apart(bounds(example.mask().orElseThrow()), seen);
      for (KeyPoint point : moved.keyPoints()) {
        if (point.isMarked()) {
          assertThat(distance(moved.polygons().get(0), point)).isCloseTo(0, within(1e-2));
        }
      }
      return sum / 4;
    }
  }

  private static double distance(Polygon polygon, KeyPoint point) {
    double least = Double.MAX_VALUE;
    for (int i = 0; i < polygon.size(); i++) {
      least = Math.min(least, Math.hypot(polygon.x(i) - point.x(), polygon.y(i) - point.y()));
    }
    return least;
  }

  private static double apart(Box one, Box two) {
    return (Math.abs(one.x1() - two.x1())
            + Math.abs(one.y1() - two.y1())
            + Math.abs(one.x2() - two.x2())
            + Math.abs(one.y2() - two.y2()))
        / 4;
  }

  private static Box white(Image image) {
    byte[] inside = new byte[image.width() * image.height()];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = (byte) ((image.pixels().get(3 * i) & 0xFF) > 160 ? 1 : 0);
    }
    return RunLengthMask.of(image.width(), image.height(), inside).bounds().orElseThrow();
  }

  private static Box bounds(Raster mask) {
    return RunLengthMask.of(mask.width(), mask.height(), mask.values()).bounds().orElseThrow();
  }

  @TestFactory
  Stream<DynamicTest> leavesNoNativeMemoryBehind() {
    return each(
        spec -> {
          Augmentation augmentation = augmentations(spec).get(0);
          try (Image in = noise(64, 48, 2)) {
            for (int i = 0; i < 5; i++) {
              changed(augmentation, in, i);
            }
            long pointers = Pointer.totalCount();
            long bytes = Pointer.totalBytes();
            long resident = Pointer.physicalBytes() - Runtime.getRuntime().totalMemory();
            for (int i = 0; i < RUNS; i++) {
              changed(augmentation, in, i);
            }
            assertThat(Pointer.totalCount()).as("pointers left open").isLessThanOrEqualTo(pointers);
            assertThat(Pointer.totalBytes()).as("bytes left open").isLessThanOrEqualTo(bytes);
            assertThat(Pointer.physicalBytes() - Runtime.getRuntime().totalMemory() - resident)
                .as("growth")
                .isLessThan(100 * MIB);
          }
        });
  }

  private static byte[] changed(Augmentation augmentation, Image in, int index) {
    Others others =
        dice -> {
          Box box = new Box(8, 6, 30, 28);
          Image other = noise(40, 36, dice.below(1000));
          return Example.owning(
              other,
              Map.of(1, 1.0),
              List.of(Instance.outlined(2, List.of(Polygon.of(box)))),
              Optional.empty());
        };
    Box box = new Box(0, 0, in.width(), in.height());
    try (Example example =
        Example.of(in, List.of(Instance.outlined(4, List.of(Polygon.of(box)))))) {
      augmentation.apply(example, others, 42, 0, index);
      return bytes(example.picture());
    }
  }

  private static byte[] bytes(Image image) {
    byte[] bytes = new byte[image.width() * image.height() * 3 + 4];
    image.pixels().get(bytes, 0, bytes.length - 4);
    bytes[bytes.length - 1] = (byte) image.width();
    bytes[bytes.length - 2] = (byte) (image.width() >> 8);
    return bytes;
  }

  /** The defaults first, then each value to try on its own, then the example. */
  private static List<Augmentation> augmentations(OperationSpec spec) {
    String block = spec.op().block() ? " { hflip p=0.5 | brightness | contrast }" : "";
    List<Augmentation> all = new ArrayList<>();
    all.add(Augmentation.parse(spec.name() + block));
    for (ParameterSpec parameter : spec.parameters()) {
      if (!parameter.param().attempt().isEmpty()) {
        String setting = " " + parameter.name() + "=" + parameter.param().attempt();
        all.add(Augmentation.parse(spec.name() + setting + block));
      }
    }
    all.add(Augmentation.parse(spec.op().example()));
    return all;
  }

  private static Image noise(int width, int height, int seed) {
    byte[] bgr = new byte[3 * width * height];
    new Random(seed * 31L + width * 1000L + height).nextBytes(bgr);
    return Image.ofBgr(width, height, bgr);
  }

  /** Soft colours with a few edges. */
  private static Image scene() {
    byte[] bgr = new byte[3 * 192 * 160];
    for (int i = 0; i < bgr.length; i++) {
      int x = i / 3 % 192;
      int y = i / 3 / 192;
      double wave = Math.sin(x / 9.0 + i % 3) + Math.cos(y / 7.0 + i % 3);
      bgr[i] = (byte) (110 + 40 * wave + (x / 16 + y / 16) % 2 * 30);
    }
    return Image.ofBgr(192, 160, bgr);
  }

  private interface Check {
    void run(OperationSpec spec) throws Exception;
  }

  private static Stream<DynamicTest> each(Check check) {
    return Changes.all().stream()
        .map(spec -> DynamicTest.dynamicTest(spec.name(), () -> check.run(spec)));
  }
}
