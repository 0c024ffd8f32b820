package io.ocelli.dataset.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.ClassFolder;
import io.ocelli.dataset.Drawn;
import io.ocelli.dataset.Split;
import io.ocelli.image.ImageFormat;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetInfoTest {
  @TempDir Path dir;

  private void write(String name, int width, int height, int seed, ImageFormat format)
      throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, Drawn.picture(width, height, 0x3366CC, seed, format));
  }

  private ClassDataset data() throws IOException {
    for (int i = 0; i < 6; i++) {
      write("train/cat/" + i + ".png", 10 + i, 20, i, ImageFormat.PNG);
    }
    write("train/собака 🐕/a.jpg", 40, 30, 7, ImageFormat.JPEG);
    write("val/cat/copy.png", 10, 20, 0, ImageFormat.PNG);
    write("val/собака 🐕/copy.png", 11, 20, 1, ImageFormat.PNG);
    Files.writeString(dir.resolve("train/cat/broken.jpg"), "not a picture at all, but some text");
    Files.createFile(dir.resolve("train/cat/empty.jpg"));
    Files.createFile(dir.resolve("train/cat/empty too.jpg"));
    Files.writeString(dir.resolve("train/labels.csv"), "x");
    return ClassFolder.readWhole(dir);
  }

  @Test
  void everythingIsCounted() throws IOException {
    Set<Integer> progress = Collections.synchronizedSet(new TreeSet<>());
    ClassDataset data = data();
    DatasetInfo info = DatasetInfo.of(data, 3, progress::add);
    assertThat(progress).hasSize(12).contains(1, 12);
    assertThat(info.presplit()).isTrue();
    assertThat(info.classes())
        .containsExactly(
            new DatasetInfo.ClassCount("cat", Map.of(Split.TRAIN, 9, Split.VAL, 1, Split.TEST, 0)),
            new DatasetInfo.ClassCount(
                "собака 🐕", Map.of(Split.TRAIN, 1, Split.VAL, 1, Split.TEST, 0)));
    assertThat(info.readable()).isEqualTo(9);
    assertThat(info.formats()).containsExactly(Map.entry("JPEG", 1), Map.entry("PNG", 8));
    assertThat(info.sizes()).isEqualTo(new DatasetInfo.Sizes(10, 12, 40, 20, 20, 30, 7));
    assertThat(info.broken()).hasSize(3);
    assertThat(info.broken().get(0).source()).endsWith("broken.jpg");
    assertThat(info.broken()).allMatch(b -> !b.reason().isBlank() && !b.reason().contains("\n"));
    assertThat(info.others()).isEqualTo(1);
    assertThat(info.bytes())
        .isEqualTo(data.all().stream().mapToLong(sample -> sample.source().size()).sum());
  }

  @Test
  void copiesAcrossSplitsAndClassesAreSaid() throws IOException {
    DatasetInfo info = DatasetInfo.of(data(), 2, n -> {});
    assertThat(info.duplicates()).hasSize(2);
    assertThat(info.duplicates().get(0).sources()).hasSize(2);
    assertThat(info.duplicates()).allMatch(DatasetInfo.Duplicate::acrossSplits);
    assertThat(info.duplicates()).filteredOn(DatasetInfo.Duplicate::acrossClasses).hasSize(1);
    assertThat(info.remarks())
        .anyMatch(r -> r.contains("more than one split"))
        .anyMatch(r -> r.contains("more than one class"))
        .anyMatch(r -> r.contains("unequal") && r.contains("5.0 times"));
  }

  @Test
  void threadsDoNotMatter() throws IOException {
    ClassDataset data = data();
    assertThat(DatasetInfo.of(data, 1, n -> {})).isEqualTo(DatasetInfo.of(data, 5, n -> {}));
  }

  @Test
  void theSheetShowsEachClassAndBrokenPictures() throws IOException {
    ClassDataset data = data();
    ContactSheet wanted = new ContactSheet(12, 32, 9);
    BufferedImage sheet = wanted.draw(data, 2);
    assertThat(sheet.getWidth()).isEqualTo(6 + 12 * 38);
    assertThat(sheet.getHeight()).isEqualTo(6 + 2 * 60);
    // First row: six pictures, then broken, empty too, empty (code points: space before dot).
    assertThat(sheet.getRGB(6 + 16, 28 + 16) & 0xFFFFFF).isEqualTo(0x3366CC);
    assertThat(sheet.getRGB(6 + 6 * 38 + 2, 28 + 2) & 0xFFFFFF).isEqualTo(0xD8D8D8);
    assertThat(sheet.getRGB(6 + 11 * 38 + 16, 28 + 16) & 0xFFFFFF).isEqualTo(0xFAFAFA);
    wanted.write(data, dir.resolve("sheet.png"), 2);
    assertThat(ImageFormat.sniff(Files.readAllBytes(dir.resolve("sheet.png"))))
        .contains(ImageFormat.PNG);
    assertThat(new ContactSheet(2, 32, 1).draw(data, 1).getHeight()).isEqualTo(6 + 60 + 28);
  }

  @Test
  void meanColoursAreTakenAndCompared() throws IOException {
    for (int i = 0; i < 4; i++) {
      Drawn.write(dir.resolve("m/red/" + i + ".png"), 0xF01010 + i, i);
      Drawn.write(dir.resolve("m/blue/" + i + ".png"), 0x1010F0 - i, i);
    }
    Files.writeString(dir.resolve("m/blue/broken.png"), "text");
    ClassDataset data = ClassFolder.readWhole(dir.resolve("m"));
    MeanColorBaseline guess = MeanColorBaseline.fit(data.all(), 2, 2);
    assertThat(guess.score(data.all(), 2)).isEqualTo(new MeanColorBaseline.Score(8, 8));
    MeanColorBaseline onlyRed =
        MeanColorBaseline.fit(
            data.all().stream().filter(sample -> sample.label() == 1).toList(), 2, 2);
    assertThat(onlyRed.score(data.all(), 1).accuracy()).isEqualTo(0.5);
    assertThat(guess.score(List.of(), 1).accuracy()).isNaN();
  }
}
