package io.ocelli.dataset.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.ClassFolder;
import io.ocelli.dataset.Drawn;
import io.ocelli.dataset.Split;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import io.ocelli.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {
  @TempDir Path dir;

  private void leaf(String name, long seed, ImageFormat format) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    try (Image leaf = NearDuplicatesTest.leaf(seed)) {
      Files.write(file, leaf.encode(format));
    }
  }

  private AuditReport check() {
    return Audit.of(ClassFolder.readWhole(dir), new AuditOptions(2, 1));
  }

  private static List<String> paths(AuditReport report, Finding.Kind kind) {
    return report.byKind().getOrDefault(kind, List.of()).stream()
        .flatMap(finding -> finding.pictures().stream())
        .map(AuditedPicture::path)
        .toList();
  }

  @Test
  void filesAndClassesAreLookedAt() throws IOException {
    for (int i = 0; i < 8; i++) {
      leaf("a/" + i + ".png", i, ImageFormat.PNG);
    }
    leaf("b/named.jpg", 20, ImageFormat.PNG);
    Files.write(dir.resolve("b/small.png"), Drawn.picture(8, 8, 0x3366CC, 1, ImageFormat.PNG));
    Files.createFile(dir.resolve("b/empty.jpg"));
    Files.writeString(dir.resolve("b/text.jpg"), "some text under the name of a picture");
    Files.copy(dir.resolve("b/text.jpg"), dir.resolve("a/text.jpg"));
    Files.createDirectories(dir.resolve("c"));
    AuditReport report = check();
    assertThat(report.readable()).isEqualTo(10);
    assertThat(report.serious()).isTrue();
    assertThat(report.baselines()).isNull();
    assertThat(paths(report, Finding.Kind.BROKEN))
        .containsExactly("a/text.jpg", "b/empty.jpg", "b/text.jpg");
    assertThat(paths(report, Finding.Kind.WRONG_EXTENSION)).containsExactly("b/named.jpg");
    assertThat(report.byKind().keySet())
        .contains(Finding.Kind.TINY_CLASS, Finding.Kind.SIZE)
        .doesNotContain(Finding.Kind.COPY, Finding.Kind.TWO_LABELS, Finding.Kind.NEAR_COPY);
    assertThat(report.findings().get(1).note()).isEqualTo("The file is empty.");
  }

  @Test
  void copiesAreToldAndTheCleanSplitIsFreeOfThem() throws IOException {
    for (int i = 0; i < 6; i++) {
      leaf("train/a/" + i + ".png", i, ImageFormat.PNG);
      leaf("train/b/" + i + ".png", 10 + i, ImageFormat.PNG);
      leaf("val/a/" + i + ".png", 20 + i, ImageFormat.PNG);
      leaf("val/b/" + i + ".png", 30 + i, ImageFormat.PNG);
    }
    Files.copy(dir.resolve("train/a/1.png"), dir.resolve("val/a/copy.png"));
    leaf("train/a/pixels.bmp", 2, ImageFormat.BMP);
    Files.copy(dir.resolve("train/a/3.png"), dir.resolve("train/b/double.png"));
    Files.write(
        dir.resolve("val/b/near.jpg"),
        PlantedFaults.altered(dir.resolve("train/b/4.png"), Symmetry.QUARTER_TURN, 1.1, 70));
    AuditReport report = check();
    assertThat(paths(report, Finding.Kind.COPY_ACROSS_SPLITS))
        .containsExactly("train/a/1.png", "val/a/copy.png");
    assertThat(paths(report, Finding.Kind.COPY))
        .containsExactly("train/a/2.png", "train/a/pixels.bmp");
    assertThat(paths(report, Finding.Kind.TWO_LABELS))
        .containsExactly("train/a/3.png", "train/b/double.png");
    assertThat(paths(report, Finding.Kind.NEAR_COPY_ACROSS_SPLITS))
        .containsExactly("train/b/4.png", "val/b/near.jpg");
    CleanSplit clean = CleanSplit.of(report);
    assertThat(clean.leftOut()).isEqualTo(4);
    assertThat(clean.moved()).isEqualTo(1);
    assertThat(clean.entries())
        .extracting(entry -> entry.picture().path())
        .doesNotContain(
            "val/a/copy.png", "train/a/pixels.bmp", "train/a/3.png", "train/b/double.png");
    assertThat(clean.entries())
        .filteredOn(entry -> entry.picture().path().equals("val/b/near.jpg"))
        .allMatch(entry -> entry.split() == Split.TRAIN);
    ClassDataset data = ClassFolder.readWhole(dir);
    AuditReport quick = Audit.ofCopies(data, new AuditOptions(3, 1));
    assertThat(quick.serious()).isTrue();
    for (Finding.Kind kind :
        List.of(
            Finding.Kind.COPY,
            Finding.Kind.COPY_ACROSS_SPLITS,
            Finding.Kind.TWO_LABELS,
            Finding.Kind.NEAR_COPY_ACROSS_SPLITS)) {
      assertThat(paths(quick, kind)).isEqualTo(paths(report, kind)).isNotEmpty();
    }
  }

  @Test
  void plantedFaultsInRealPicturesAreFound() throws IOException {
    Path plants = TestData.require("plants");
    List<String> classes =
        List.of("Apple___Rust", "Corn___Healthy", "Potato___Late_blight", "Tomato___Leaf_Mold");
    PlantedFaults faults =
        PlantedFaults.plant(plants, dir, classes, 50, new PlantedFaults.Numbers(6, 10, 4, 4, 8), 7);
    AuditReport report = check();
    assertThat(PlantedFaults.found(faults.copies, report, Finding.Kind.COPY_ACROSS_SPLITS))
        .isEqualTo(6);
    assertThat(PlantedFaults.found(faults.nearCopies, report, Finding.Kind.NEAR_COPY_ACROSS_SPLITS))
        .isGreaterThanOrEqualTo(9);
    assertThat(PlantedFaults.found(faults.doubleLabels, report, Finding.Kind.TWO_LABELS))
        .isEqualTo(4);
    assertThat(paths(report, Finding.Kind.BROKEN))
        .containsExactlyInAnyOrderElementsOf(faults.broken);
    assertThat(PlantedFaults.found(faults.swapped, report, Finding.Kind.LIKELY_WRONG_LABEL, 16))
        .isGreaterThanOrEqualTo(4);
    Baselines baselines = report.baselines();
    assertThat(baselines).isNotNull();
    assertThat(baselines.border()).isBetween(baselines.majority(), 1.0);
    assertThat(baselines.content()).isGreaterThan(baselines.meanColor());
  }
}
