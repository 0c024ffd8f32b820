package io.ocelli.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UnavailableException;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What every operation of the catalog has to keep, whoever wrote it. */
class OperationContractTest {
  private static final List<String> RESERVED = List.of("source", "operation", "step", "part");
  private static final Pattern SCENE = Pattern.compile("scene/([a-z0-9-]+)\\.png");
  private static final Pattern SENTENCE = Pattern.compile("[A-Z][a-z]+s? .*\\.", Pattern.DOTALL);
  private static final long MIB = 1 << 20;

  /**
   * How often an operation runs in the memory test; {@code -Docelli.runs=2000} for the long one.
   */
  private static final int RUNS = Integer.getInteger("ocelli.runs", 100);

  private static final int[][] SIZES = {
    {1, 1}, {1, 9}, {9, 1}, {2, 2}, {3, 3}, {33, 17}, {64, 48}, {101, 77}
  };

  @TempDir static Path folder;

  @Test
  void everyOperationOfThisModuleIsInTheCatalog() {
    var classes =
        new com.tngtech.archunit.core.importer.ClassFileImporter()
            .withImportOption(
                com.tngtech.archunit.core.importer.ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.ocelli.ops");
    List<String> written =
        classes.stream()
            .filter(type -> type.isAssignableTo(Operation.class) && !type.isInterface())
            .map(com.tngtech.archunit.core.domain.JavaClass::getName)
            .sorted()
            .toList();
    List<String> registered =
        Catalog.all().operations().stream().map(spec -> spec.type().getName()).sorted().toList();

    assertThat(registered).isEqualTo(written).isNotEmpty();
  }

  @Test
  void whoMeasuresSaysWhatItFinds() {
    var classes =
        new com.tngtech.archunit.core.importer.ClassFileImporter()
            .withImportOption(
                com.tngtech.archunit.core.importer.ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.ocelli.ops");
    for (OperationSpec spec : Catalog.all().operations()) {
      var type = classes.get(spec.type());
      boolean adds =
          Stream.concat(
                  type.getMethodCallsFromSelf().stream(),
                  type.getMethodReferencesFromSelf().stream())
              .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Findings.class));
      if (adds) {
        assertThat(spec.op().finds()).as("@Op(finds = …) of " + spec).isNotEmpty();
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> describesItself() {
    return each(
        spec -> {
          assertThat(spec.name()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
          assertThat(spec.op().does()).matches(SENTENCE);
          assertThat(spec.op().example()).contains(spec.name());
          for (Class<? extends Finding> finding : spec.op().finds()) {
            assertThat(finding).isRecord().isPublic();
            assertThat(finding.getRecordComponents())
                .as("names that JSON lines have of their own")
                .noneMatch(c -> RESERVED.contains(c.getName()));
          }
          for (ParameterSpec parameter : spec.parameters()) {
            assertThat(parameter.param().does())
                .as(parameter.name())
                .isNotBlank()
                .doesNotEndWith(".");
            assertThat(parameter.param().min()).isLessThanOrEqualTo(parameter.param().max());
            if (!parameter.required()) {
              parameter.byDefault();
            }
            String attempt = parameter.param().attempt();
            if (!attempt.isEmpty()) {
              parameter.read(withFiles(attempt));
              assertThat(attempt).as(parameter.name()).isNotEqualTo(parameter.param().byDefault());
            } else {
              // Two ends of a switch need no value to try.
              assertThat(parameter.type()).as(parameter.name()).isEqualTo(boolean.class);
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> isWrittenAndReadBackTheSame() {
    return each(
        spec -> {
          for (Pipeline pipeline : pipelines(spec)) {
            assertThat(Pipeline.parse(pipeline.toString())).isEqualTo(pipeline);
            assertThat(Pipeline.of(pipeline.operations())).isEqualTo(pipeline);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> takesEverySizeAndColourSpaceAndLeavesItsInputAlone() {
    return each(
        spec -> {
          List<Pipeline> pipelines = pipelines(spec);
          for (int[] size : SIZES) {
            for (ColorSpace space : ColorSpace.values()) {
              try (Raster picture = noise(size[0], size[1], space)) {
                byte[] before = picture.values();
                for (int i = 0; i < pipelines.size(); i++) {
                  run(pipelines.get(i), picture, i == 0 && !needsFile(spec));
                }
                assertThat(picture.values()).isEqualTo(before);
              }
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> leavesNoNativeMemoryBehind() {
    return each(
        spec -> {
          Pipeline pipeline = pipelines(spec).get(0);
          try (Raster picture = noise(48, 40, ColorSpace.BGR)) {
            // Half of the runs first: until then Java's heap takes pages that were only set aside.
            for (int i = 0; i < RUNS / 2; i++) {
              run(pipeline, picture, false);
            }
            long pointers = Pointer.totalCount();
            long bytes = Pointer.totalBytes();
            long resident = Pointer.physicalBytes();
            long heap = Runtime.getRuntime().totalMemory();
            for (int i = RUNS / 2; i < RUNS; i++) {
              run(pipeline, picture, false);
            }
            assertThat(Pointer.totalCount()).as("pointers left open").isLessThanOrEqualTo(pointers);
            assertThat(Pointer.totalBytes()).as("bytes left open").isLessThanOrEqualTo(bytes);
            // A heap that grows takes memory; one that shrinks may never have touched it.
            long heapGrowth = Math.max(0, Runtime.getRuntime().totalMemory() - heap);
            assertThat(Pointer.physicalBytes() - resident - heapGrowth)
                .as("growth")
                .isLessThan(100 * MIB);
          }
        });
  }

  /** Defaults must work on every picture; other values may be refused, by a message for people. */
  private static void run(Pipeline pipeline, Raster picture, boolean mustWork) {
    try (Result result = pipeline.run(picture)) {
      for (Part part : result.parts()) {
        assertThat(part.raster().values()).isNotEmpty();
      }
      for (Found found : result.findings()) {
        OperationSpec spec = Catalog.all().find(found.operation()).orElseThrow();
        assertThat(spec.op().finds())
            .as("@Op(finds = …) of " + spec.name() + ", for --json and --explain")
            .contains(found.finding().getClass());
      }
      if (!pipeline.splits()) {
        assertThat(result.parts()).hasSize(1);
      }
    } catch (OcelliException e) {
      // What OpenCV complains of is nothing that a person can act on.
      boolean unavailable = e instanceof UnavailableException;
      if ((mustWork && !unavailable) || e.problem().equals("the operation failed")) {
        throw new AssertionError(pipeline + " on " + picture, e);
      }
    }
  }

  /** The defaults first, then each value to try on its own, then the example. */
  private static List<Pipeline> pipelines(OperationSpec spec) {
    StringBuilder required = new StringBuilder(spec.name());
    for (ParameterSpec parameter : spec.parameters()) {
      if (parameter.required()) {
        required.append(setting(parameter));
      }
    }
    List<Pipeline> all = new ArrayList<>();
    all.add(Pipeline.parse(required.toString()));
    for (ParameterSpec parameter : spec.parameters()) {
      if (!parameter.required() && !parameter.param().attempt().isEmpty()) {
        all.add(Pipeline.parse(required + setting(parameter)));
      }
    }
    all.add(Pipeline.parse(withFiles(spec.op().example())));
    return all;
  }

  private static String setting(ParameterSpec parameter) {
    return " " + parameter.name() + "=" + Quoting.quote(withFiles(parameter.param().attempt()));
  }

  private static boolean needsFile(OperationSpec spec) {
    return spec.parameters().stream().anyMatch(p -> p.required() && p.type() == OtherPicture.class);
  }

  /** The same text with a picture of noise in place of each scene. */
  private static String withFiles(String text) {
    Matcher matcher = SCENE.matcher(text);
    StringBuilder out = new StringBuilder();
    while (matcher.find()) {
      Path file = folder.resolve(matcher.group(1) + ".png");
      if (!java.nio.file.Files.exists(file)) {
        try (Raster picture = noise(40, 30, ColorSpace.BGR)) {
          picture.write(file);
        }
      }
      matcher.appendReplacement(out, Matcher.quoteReplacement(file.toString()));
    }
    return matcher.appendTail(out).toString();
  }

  private static Raster noise(int width, int height, ColorSpace space) {
    byte[] values = new byte[width * height * space.channels()];
    new Random(width * 1000L + height).nextBytes(values);
    if (space == ColorSpace.HSV) {
      for (int i = 0; i < values.length; i += 3) {
        values[i] = (byte) ((values[i] & 255) % 180);
      }
    }
    return Raster.of(width, height, space, values);
  }

  private interface Check {
    void run(OperationSpec spec) throws Exception;
  }

  private static Stream<DynamicTest> each(Check check) {
    return Catalog.all().operations().stream()
        .map(spec -> DynamicTest.dynamicTest(spec.name(), () -> check.run(spec)));
  }
}
