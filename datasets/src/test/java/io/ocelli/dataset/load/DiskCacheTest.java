package io.ocelli.dataset.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.Sample;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import io.ocelli.image.Preprocess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DiskCacheTest {
  private static final Preprocess INPUT = Preprocess.stretch01(16, 16);
  private static final int PICTURES = 20;

  @TempDir private Path dir;
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void writePictures() {
    for (int i = 0; i < PICTURES; i++) {
      write(i, 10 * i);
    }
  }

  private Path picture(int i) {
    return dir.resolve("p" + i + ".png");
  }

  private void write(int i, int blue) {
    try (Image image = Image.blank(20 + i, 30, blue, 0, 99)) {
      image.write(picture(i));
    }
  }

  private Path folder() {
    return dir.resolve("cache");
  }

  private Path file(String extension) throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.filter(file -> file.toString().endsWith(extension)).findFirst().orElseThrow();
    }
  }

  /** What a training saw, and how many pictures it decoded. */
  private record Seen(List<Float> pixels, int decoded) {}

  private Seen load(Preprocess input, Cache cache) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < PICTURES; i++) {
      samples.add(new Sample(ByteSource.of(picture(i)), 0));
    }
    ExampleSource files = ExampleSource.of(samples);
    AtomicInteger decoded = new AtomicInteger();
    ExampleSource counting =
        new ExampleSource() {
          @Override
          public int size() {
            return files.size();
          }

          @Override
          public String name(int index) {
            return files.name(index);
          }

          @Override
          public Known known(int index) {
            return files.known(index);
          }

          @Override
          public Image decode(int index, DecodeOptions decoding) {
            decoded.incrementAndGet();
            return files.decode(index, decoding);
          }

          @Override
          public Optional<ByteSource> bytes(int index) {
            return files.bytes(index);
          }
        };
    LoaderOptions options =
        LoaderOptions.DEFAULT.withBatchSize(6).withCache(cache).withWarning(warnings::add);
    List<Float> pixels = new ArrayList<>();
    try (BatchLoader loader = new BatchLoader(counting, input, options)) {
      for (int e = 0; e < 2; e++) {
        try (Epoch epoch = loader.epoch(e, true)) {
          while (epoch.hasNext()) {
            try (Batch batch = epoch.next()) {
              for (int k = 0; k < batch.pixels().remaining(); k++) {
                pixels.add(batch.pixels().get(k));
              }
            }
          }
        }
      }
    }
    return new Seen(pixels, decoded.get());
  }

  private Seen load() {
    return load(INPUT, new Cache.Disk(folder()));
  }

  private Seen plain() {
    return load(INPUT, Cache.NONE);
  }

  @Test
  void everyPictureIsDecodedOnceInAllRuns() {
    Seen plain = plain();
    assertThat(plain.decoded()).isEqualTo(2 * PICTURES);
    assertThat(load()).isEqualTo(new Seen(plain.pixels(), PICTURES));
    assertThat(load()).isEqualTo(new Seen(plain.pixels(), 0));
    assertThat(warnings).isEmpty();
  }

  @Test
  void anotherSizeOfInputIsAnotherCache() {
    load();
    assertThat(load(Preprocess.stretch01(12, 16), new Cache.Disk(folder())).decoded())
        .isEqualTo(PICTURES);
    assertThat(load().decoded()).isZero();
  }

  @Test
  void aChangedPictureIsDecodedAgain() throws IOException {
    load();
    write(3, 255);
    Files.setLastModifiedTime(picture(3), FileTime.fromMillis(1_000_000));
    Seen changed = load();
    assertThat(changed.pixels()).isEqualTo(plain().pixels());
    assertThat(changed.decoded()).isEqualTo(1);
    assertThat(load().decoded()).isZero();
  }

  @Test
  void aFileOfChangedPicturesIsMadeAnew() throws IOException {
    load();
    long size = Files.size(file(".pixels"));
    for (int round = 0; round < 4; round++) {
      for (int i = 0; i < PICTURES; i++) {
        Files.setLastModifiedTime(picture(i), FileTime.fromMillis(1_000_000 + 5000L * round));
      }
      assertThat(load().decoded()).isEqualTo(PICTURES);
    }
    assertThat(Files.size(file(".pixels"))).isLessThanOrEqualTo(3 * size);
  }

  @Test
  void aCutFileIsNoticed() throws IOException {
    Seen plain = plain();
    load();
    try (RandomAccessFile file = new RandomAccessFile(file(".pixels").toFile(), "rw")) {
      file.setLength(file.length() / 2);
    }
    assertThat(load()).isEqualTo(new Seen(plain.pixels(), PICTURES));
    assertThat(load().decoded()).isZero();
    Files.write(file(".index"), new byte[] {1, 2, 3});
    assertThat(load()).isEqualTo(new Seen(plain.pixels(), PICTURES));
    Files.delete(file(".index"));
    assertThat(load()).isEqualTo(new Seen(plain.pixels(), PICTURES));
    assertThat(load().decoded()).isZero();
  }

  @Test
  void damagedPixelsAreNoticed() throws IOException {
    Seen plain = plain();
    load();
    try (RandomAccessFile file = new RandomAccessFile(file(".pixels").toFile(), "rw")) {
      file.seek(16 * 16 * 3 * 2 + 5);
      int was = file.read();
      file.seek(16 * 16 * 3 * 2 + 5);
      file.write(was ^ 64);
    }
    assertThat(load()).isEqualTo(new Seen(plain.pixels(), 1));
    assertThat(load().decoded()).isZero();
  }

  @Test
  void theLimitIsKept() throws IOException {
    Cache few = new Cache.Disk(folder(), 5 * 16 * 16 * 3 + 100);
    Seen plain = plain();
    assertThat(load(INPUT, few)).isEqualTo(new Seen(plain.pixels(), 2 * PICTURES - 5));
    assertThat(Files.size(file(".pixels"))).isEqualTo(5 * 16 * 16 * 3);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "no /dev/full")
  void aFullDiskIsAWarningAndNoMore() throws IOException {
    Seen plain = plain();
    load();
    Path pixels = file(".pixels");
    Files.delete(pixels);
    Files.createSymbolicLink(pixels, Path.of("/dev/full"));
    assertThat(load()).isEqualTo(plain);
    assertThat(warnings).singleElement().asString().contains("cached on disk");
    warnings.clear();
    Files.delete(pixels);
    Path file = Files.createFile(dir.resolve("file"));
    assertThat(load(INPUT, new Cache.Disk(file.resolve("below")))).isEqualTo(plain);
    assertThat(warnings).hasSize(1);
  }

  @Test
  void twoLoadersOfTheSamePicturesDoNotShareAFile() {
    List<Sample> samples = List.of(new Sample(ByteSource.of(picture(0)), 0));
    LoaderOptions options =
        LoaderOptions.DEFAULT.withCache(new Cache.Disk(folder())).withWarning(warnings::add);
    try (BatchLoader one = new BatchLoader(ExampleSource.of(samples), INPUT, options);
        BatchLoader two = new BatchLoader(ExampleSource.of(samples), INPUT, options)) {
      assertThat(warnings).singleElement().asString().contains("another loader uses it");
      for (BatchLoader loader : List.of(one, two)) {
        try (Epoch epoch = loader.epoch(0, false)) {
          epoch.next().close();
        }
      }
    }
  }
}
