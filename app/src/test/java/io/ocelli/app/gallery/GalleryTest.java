package io.ocelli.app.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import io.ocelli.ops.Catalog;
import io.ocelli.ops.OperationSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gallery in docs shows every operation as it is now. {@code -Docelli.gallery.update=true}
 * makes it anew; look at it before it is committed.
 */
class GalleryTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Path PAGE = DOCS.resolve("gallery.md");
  private static final Path PICTURES = DOCS.resolve("gallery");
  private static final boolean UPDATE = Boolean.getBoolean("ocelli.gallery.update");
  private static final long LARGEST = 5_500_000;

  @TempDir static Path scenes;

  @BeforeAll
  static void drawScenes() throws IOException {
    Gallery.writeScenes(scenes);
    if (UPDATE) {
      Files.createDirectories(PICTURES);
      try (Stream<Path> old = Files.list(PICTURES)) {
        for (Path file : old.toList()) {
          Files.delete(file);
        }
      }
      Files.writeString(PAGE, Gallery.page());
    }
  }

  @Test
  void thePageHasEveryOperation() throws IOException {
    assertThat(Files.readString(PAGE))
        .as("docs/gallery.md; run this test with -Docelli.gallery.update=true")
        .isEqualTo(Gallery.page());
  }

  /** A tolerance for decoders and fonts, far below what another operation would give. */
  @TestFactory
  Stream<DynamicTest> thePictureIsThatOfTheOperation() {
    Gallery gallery = new Gallery(scenes);
    return each(
        spec -> {
          Path file = PICTURES.resolve(spec.name() + ".jpg");
          Gallery.Example example = gallery.example(spec);
          assertThat(example.differs())
              .as("something is to be seen")
              .isEqualTo(Gallery.isDrawn(spec));
          byte[] made = example.jpeg();
          if (UPDATE) {
            Files.write(file, made);
          }
          assertThat(file).exists();
          try (Image kept = Image.read(file);
              Image now = Image.decode(made, spec.name(), DecodeOptions.DEFAULT)) {
            assertThat(kept.width()).isEqualTo(now.width());
            assertThat(meanDifference(kept, now)).isLessThan(4);
          }
        });
  }

  @Test
  void nothingElseLiesThereAndAllOfItIsSmall() throws IOException {
    if (UPDATE) {
      return; // written at the same time
    }
    List<String> names =
        Catalog.all().operations().stream().map(spec -> spec.name() + ".jpg").sorted().toList();
    long bytes = 0;
    try (Stream<Path> files = Files.list(PICTURES)) {
      List<Path> all = files.sorted().toList();
      assertThat(all.stream().map(file -> file.getFileName().toString()).sorted())
          .containsExactlyElementsOf(names);
      for (Path file : all) {
        bytes += Files.size(file);
      }
    }
    assertThat(bytes).isLessThan(LARGEST);
  }

  private static double meanDifference(Image a, Image b) {
    byte[] left = Paper.bytes(a);
    byte[] right = Paper.bytes(b);
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += Math.abs((left[i] & 255) - (right[i] & 255));
    }
    return sum / left.length;
  }

  private interface Check {
    void run(OperationSpec spec) throws Exception;
  }

  private static Stream<DynamicTest> each(Check check) {
    return Catalog.all().operations().stream()
        .map(spec -> DynamicTest.dynamicTest(spec.name(), () -> check.run(spec)));
  }
}
