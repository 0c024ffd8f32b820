package io.ocelli.dataset.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.annotation.Instance;
import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.testing.TestData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real data sets through several formats. */
class ConversionTest {
  @TempDir Path folder;

  static DetectionDataset read(String format, Path input) {
    return DatasetFormat.ofName(format).read(input, ReadOptions.DEFAULT);
  }

  static Map<String, Integer> counts(DetectionDataset data) {
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < data.classes().size(); i++) {
      counts.put(data.classes().get(i), data.instanceCounts()[i]);
    }
    return counts;
  }

  @Test
  void countsAreThoseOfTheDataSets() {
    DetectionDataset cells = read("voc", TestData.require("detection/bccd"));
    assertThat(cells.pictures()).hasSize(291);
    assertThat(counts(cells)).isEqualTo(Map.of("RBC", 3380, "WBC", 297, "Platelets", 289));
    assertThat(cells.problems()).isEmpty();
    assertThat(cells.presplit()).isTrue();

    Path fruits = TestData.require("detection/fruits");
    DetectionDataset voc = read("voc", fruits);
    assertThat(voc.pictures()).hasSize(80);
    assertThat(voc.classes())
        .containsExactly("pear", "grape", "cucumber", "banana", "mongo", "peach");
    assertThat(voc.instanceCounts()).containsExactly(26, 26, 34, 28, 55, 5);
    DetectionDataset yolo = read("yolo", fruits);
    assertThat(yolo.instances()).isEqualTo(169);
    assertThat(yolo.classes()).containsExactly("pear", "grape", "cucumber", "banana", "mongo");
    assertThat(yolo.problems()).isEmpty();

    DetectionDataset val = read("yolo", TestData.require("detection/coco-val-yolo"));
    assertThat(val.pictures()).hasSize(102);
    assertThat(val.instances()).isEqualTo(719);

    DetectionDataset coco = read("coco", TestData.require("detection/coco-json"));
    assertThat(coco.pictures()).hasSize(32);
    assertThat(coco.instances()).isEqualTo(196);
    assertThat(coco.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bccd", "fruits"})
  void vocToCocoToYoloToVocKeepsEverything(String set) {
    DetectionDataset first = read("voc", TestData.require("detection/" + set));
    DetectionDataset now = first;
    int step = 0;
    for (String format : List.of("coco", "yolo", "voc")) {
      Path out = folder.resolve(set + step++);
      DatasetFormat target = DatasetFormat.ofName(format);
      DatasetFormat.Written written = target.write(now, out, WriteOptions.DEFAULT, done -> {});
      assertThat(written.pictures()).isEqualTo(first.pictures().size());
      assertThat(written.renamed()).isEmpty();
      now = target.read(out, ReadOptions.DEFAULT.withStrict(true));
      assertThat(DatasetFormat.detect(out).get(0).name()).isEqualTo(format);
      assertThat(now.classes()).isEqualTo(first.classes());
      same(first, now, 0.5f);
    }
  }

  static void same(DetectionDataset first, DetectionDataset now, float tolerance) {
    Map<String, AnnotatedPicture> byPath = new HashMap<>();
    now.pictures().forEach(one -> byPath.put(one.path(), one));
    assertThat(byPath).hasSize(first.pictures().size());
    for (AnnotatedPicture before : first.pictures()) {
      AnnotatedPicture after = byPath.get(before.path());
      assertThat(after).as(before.path()).isNotNull();
      assertThat(after.split()).isEqualTo(before.split());
      assertThat(after.instances()).hasSameSizeAs(before.instances());
      try {
        assertThat(after.source().read()).isEqualTo(before.source().read());
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      for (int i = 0; i < before.instances().size(); i++) {
        Instance a = before.instances().get(i);
        Instance b = after.instances().get(i);
        assertThat(b.label()).isEqualTo(a.label());
        assertThat(b.box().x1()).isCloseTo(a.box().x1(), within(tolerance));
        assertThat(b.box().y1()).isCloseTo(a.box().y1(), within(tolerance));
        assertThat(b.box().x2()).isCloseTo(a.box().x2(), within(tolerance));
        assertThat(b.box().y2()).isCloseTo(a.box().y2(), within(tolerance));
      }
    }
  }

  @Test
  void cocoRoundTripsExactly() throws IOException {
    Path source = TestData.require("detection/coco-json");
    DetectionDataset data = read("coco", source);
    assertThat(data.pictures().stream().flatMap(p -> p.instances().stream()))
        .anyMatch(Instance::crowd)
        .anyMatch(one -> one.polygons().size() > 1);
    DatasetFormat coco = DatasetFormat.ofName("coco");
    assertThat(coco.losses(data)).isEmpty();
    Path out = folder.resolve("again");
    coco.write(data, out, WriteOptions.DEFAULT, done -> {});
    assertThat(CocoTree.of(out.resolve("annotations/instances_train.json")))
        .isEqualTo(CocoTree.of(source.resolve("annotations/instances_train2017.json")));
  }
}
