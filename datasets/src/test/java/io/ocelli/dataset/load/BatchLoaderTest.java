package io.ocelli.dataset.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.augment.Augmentation;
import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.ClassFolder;
import io.ocelli.dataset.Sample;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.SplitRatios;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import io.ocelli.image.Preprocess;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BatchLoaderTest {
  private static final Preprocess SMALL = Preprocess.stretch01(8, 8);

  /** One picture of each label; its blue value is the label, its green one is random. */
  private static List<Sample> pictures(int n) {
    List<Sample> samples = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 0; i < n; i++) {
      byte[] bgr = new byte[12 * 10 * 3];
      random.nextBytes(bgr);
      for (int k = 0; k < bgr.length; k += 3) {
        bgr[k] = (byte) (i & 255);
        bgr[k + 2] = (byte) (i >> 8);
      }
      try (Image image = Image.ofBgr(12, 10, bgr)) {
        samples.add(new Sample(ByteSource.of("p" + i, image.encode(ImageFormat.PNG)), i));
      }
    }
    return samples;
  }

  private static Sample broken(int i) {
    return new Sample(ByteSource.of("broken" + i + ".jpg", new byte[] {1, 2, 3, (byte) i}), i);
  }

  @SuppressWarnings("ArrayRecordComponent") // compared by content below
  private record Copy(List<Integer> labels, float[] pixels) {}

  private static List<Copy> drain(Epoch epoch) {
    List<Copy> all = new ArrayList<>();
    try (epoch) {
      while (epoch.hasNext()) {
        try (Batch batch = epoch.next()) {
          all.add(copy(batch));
        }
      }
    }
    return all;
  }

  private static Copy copy(Batch batch) {
    FloatBuffer pixels = batch.pixels();
    assertThat(pixels.position()).isZero();
    assertThat(pixels.isDirect()).isTrue();
    float[] values = new float[pixels.remaining()];
    pixels.get(values);
    assertThat(values).hasSize(batch.size() * 3 * 64);
    List<Integer> labels = Arrays.stream(batch.labels()).boxed().toList();
    for (int i = 0; i < batch.size(); i++) {
      // RGB planes: blue is the last of them.
      assertThat(values[(i * 3 + 2) * 64] * 255).isBetween(labels.get(i) % 256 - 41f, 296f);
    }
    return new Copy(labels, values);
  }

  private static List<Integer> labels(List<Copy> batches) {
    return batches.stream().flatMap(batch -> batch.labels().stream()).toList();
  }

  private static LoaderOptions options(int batch, int threads) {
    return LoaderOptions.DEFAULT.withBatchSize(batch).withThreads(threads).withSeed(5);
  }

  @Test
  void pixelsAreThoseOfThePictureWithThatLabel() {
    try (BatchLoader loader =
        new BatchLoader(ExampleSource.of(pictures(70)), SMALL, options(16, 3))) {
      List<Copy> batches = drain(loader.epoch(0, true));
      for (Copy batch : batches) {
        for (int i = 0; i < batch.labels().size(); i++) {
          for (int k = 0; k < 64; k++) {
            assertThat(batch.pixels()[(i * 3 + 2) * 64 + k] * 255)
                .isEqualTo(batch.labels().get(i), org.assertj.core.api.Assertions.within(0.01f));
          }
        }
      }
      assertThat(batches).hasSize(5);
      assertThat(batches.get(4).labels()).hasSize(6);
    }
  }

  @Test
  void orderAndContentDoNotDependOnThreadsOrCache() {
    List<Sample> samples = new ArrayList<>(pictures(200));
    for (int i : new int[] {0, 1, 2, 50, 99, 100, 198, 199}) {
      samples.set(i, broken(i));
    }
    for (Augmentation augmentation : List.of(Augmentation.NONE, Augmentation.parse("light"))) {
      List<List<Copy>> runs = new ArrayList<>();
      for (int threads : new int[] {1, 2, 7}) {
        for (long cache : new long[] {0, 30_000, 1 << 20}) {
          LoaderOptions options =
              options(16, threads)
                  .withAugmentation(augmentation)
                  .withCache(new Cache.Memory(cache));
          try (BatchLoader loader = new BatchLoader(ExampleSource.of(samples), SMALL, options)) {
            List<Copy> run = new ArrayList<>(drain(loader.epoch(0, true)));
            run.addAll(drain(loader.epoch(1, true)));
            run.addAll(drain(loader.epoch(1, false)));
            runs.add(run);
            assertThat(loader.failures()).hasSize(8);
            if (cache == 30_000) {
              assertThat(((MemoryCache) loader.cache).bytes()).isBetween(20_000L, 30_000L);
            }
          }
        }
      }
      for (List<Copy> run : runs) {
        assertThat(run).usingRecursiveComparison().isEqualTo(runs.get(0));
      }
    }
  }

  @Test
  void shufflingDependsOnSeedAndEpochAlone() {
    List<Sample> samples = pictures(50);
    try (BatchLoader loader = new BatchLoader(ExampleSource.of(samples), SMALL, options(16, 2));
        BatchLoader other =
            new BatchLoader(ExampleSource.of(samples), SMALL, options(16, 2).withSeed(6))) {
      List<Integer> plain = labels(drain(loader.epoch(0, false)));
      List<Integer> first = labels(drain(loader.epoch(0, true)));
      List<Integer> second = labels(drain(loader.epoch(1, true)));
      assertThat(plain).isSorted().hasSize(50);
      assertThat(first).containsExactlyInAnyOrderElementsOf(plain).isNotEqualTo(plain);
      assertThat(second).containsExactlyInAnyOrderElementsOf(plain).isNotEqualTo(first);
      assertThat(labels(drain(loader.epoch(0, true)))).isEqualTo(first);
      assertThat(labels(drain(other.epoch(0, true)))).isNotEqualTo(first);
    }
  }

  @Test
  void augmentationDiffersByEpochAndIsRepeatable() {
    LoaderOptions options = options(16, 2).withAugmentation(Augmentation.parse("light"));
    try (BatchLoader loader = new BatchLoader(ExampleSource.of(pictures(20)), SMALL, options)) {
      float[] first = drain(loader.epoch(0, false)).get(0).pixels();
      assertThat(drain(loader.epoch(1, false)).get(0).pixels()).isNotEqualTo(first);
      assertThat(drain(loader.epoch(0, false)).get(0).pixels()).isEqualTo(first);
    }
  }

  @Test
  void brokenPicturesAreLeftOutAndBatchesStayFull() {
    List<Sample> samples = new ArrayList<>();
    List<Sample> whole = pictures(90);
    for (int i = 0; i < 90; i++) {
      samples.add(i % 9 == 0 ? broken(i) : whole.get(i));
    }
    try (BatchLoader loader = new BatchLoader(ExampleSource.of(samples), SMALL, options(16, 3))) {
      assertThat(loader.batches()).isEqualTo(6);
      for (int epoch = 0; epoch < 3; epoch++) {
        List<Copy> batches = drain(loader.epoch(epoch, false));
        assertThat(batches).extracting(b -> b.labels().size()).containsExactly(16, 16, 16, 16, 16);
        assertThat(labels(batches)).isSorted().doesNotContain(0, 9, 18, 81);
        assertThat(loader.failures())
            .extracting(Failure::source)
            .startsWith("broken0.jpg", "broken9.jpg")
            .hasSize(10)
            .doesNotHaveDuplicates();
      }
      assertThat(loader.failures().get(0).reason()).isNotBlank().doesNotContain("\n");
      assertThat(loader.batches()).isEqualTo(5);
    }
  }

  @Test
  void onlyBrokenPicturesOrNoneMakeNoBatch() {
    try (BatchLoader loader =
            new BatchLoader(
                ExampleSource.of(List.of(broken(0), broken(1))), SMALL, options(16, 2));
        BatchLoader none = new BatchLoader(ExampleSource.of(List.of()), SMALL, options(16, 2))) {
      assertThat(drain(loader.epoch(0, true))).isEmpty();
      assertThat(loader.failures()).hasSize(2);
      assertThat(drain(none.epoch(0, true))).isEmpty();
    }
  }

  @Test
  void dropLastLeavesOutTheRest() {
    LoaderOptions options = options(16, 2).withDropLast(true);
    try (BatchLoader loader = new BatchLoader(ExampleSource.of(pictures(40)), SMALL, options);
        BatchLoader few = new BatchLoader(ExampleSource.of(pictures(5)), SMALL, options)) {
      assertThat(loader.batches()).isEqualTo(2);
      for (int epoch = 0; epoch < 12; epoch++) {
        assertThat(labels(drain(loader.epoch(epoch, true)))).hasSize(32).doesNotHaveDuplicates();
      }
      assertThat(drain(few.epoch(0, true))).isEmpty();
    }
  }

  @Test
  void aPictureIsCutOnceNotTwice() {
    Preprocess crop = Preprocess.imagenet(8);
    byte[] bgr = new byte[16 * 16 * 3];
    new Random(1).nextBytes(bgr);
    float[] expected = new float[3 * 64];
    try (Image image = Image.ofBgr(16, 16, bgr);
        var direct = crop.start()) {
      FloatBuffer buffer =
          java.nio.ByteBuffer.allocateDirect(4 * expected.length)
              .order(java.nio.ByteOrder.nativeOrder())
              .asFloatBuffer();
      direct.write(image, buffer, 0);
      buffer.get(expected);
      Sample sample = new Sample(ByteSource.of("x", image.encode(ImageFormat.PNG)), 0);
      try (BatchLoader loader =
              new BatchLoader(ExampleSource.of(List.of(sample)), crop, options(1, 1));
          Epoch epoch = loader.epoch(0, false);
          Batch batch = epoch.next()) {
        float[] actual = new float[expected.length];
        batch.pixels().get(actual);
        assertThat(actual).isEqualTo(expected);
      }
    }
  }

  @Test
  void closingInTheMiddleStopsTheThreads() {
    Set<Thread> before = loaderThreads();
    try (BatchLoader loader =
        new BatchLoader(ExampleSource.of(pictures(100)), SMALL, options(4, 4))) {
      Epoch epoch = loader.epoch(0, true);
      epoch.next().close();
      assertThat(loaderThreads()).hasSizeGreaterThan(before.size());
      epoch.close();
      assertThat(loaderThreads()).isEqualTo(before);
      assertThat(epoch.hasNext()).isFalse();
      assertThat(labels(drain(loader.epoch(0, true)))).hasSize(100);
      Epoch left = loader.epoch(1, true);
      assertThat(left.hasNext()).isTrue();
      assertThat(labels(drain(loader.epoch(2, true)))).hasSize(100);
    }
    assertThat(loaderThreads()).isEqualTo(before);
  }

  private static Set<Thread> loaderThreads() {
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    threads.removeIf(thread -> !thread.getName().startsWith("ocelli-loader"));
    return threads;
  }

  @Test
  void aFailureOfAWorkerReachesTheConsumer() {
    // A batch of more than 2 GiB cannot be made; the worker that has to make it fails.
    LoaderOptions options = options(1 << 22, 3);
    try (BatchLoader loader = new BatchLoader(ExampleSource.of(pictures(10)), SMALL, options);
        Epoch epoch = loader.epoch(0, true)) {
      assertThatThrownBy(epoch::hasNext)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("smaller batch");
      assertThatThrownBy(epoch::next).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void openBatchesAreAnErrorNotAHang() {
    try (BatchLoader loader =
            new BatchLoader(ExampleSource.of(pictures(100)), SMALL, options(4, 2).withPrefetch(1));
        Epoch epoch = loader.epoch(0, true)) {
      Batch a = epoch.next();
      Batch b = epoch.next();
      Batch c = epoch.next();
      assertThatThrownBy(epoch::next)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("close each batch");
      List.of(a, b, c).forEach(Batch::close);
      a.close();
      assertThat(epoch.next().size()).isEqualTo(4);
      assertThatThrownBy(a::pixels).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void buffersAreUsedOverAndOver() {
    Set<Long> addresses = new HashSet<>();
    LoaderOptions options = options(4, 3).withPrefetch(2);
    try (BatchLoader loader = new BatchLoader(ExampleSource.of(pictures(60)), SMALL, options)) {
      for (int e = 0; e < 10; e++) {
        try (Epoch epoch = loader.epoch(e, true)) {
          while (epoch.hasNext()) {
            try (Batch batch = epoch.next();
                var pointer = new org.bytedeco.javacpp.FloatPointer(batch.pixels())) {
              addresses.add(pointer.address());
            }
          }
        }
      }
    }
    assertThat(addresses.size()).isBetween(1, 4);
  }

  @Test
  void memoryIsFlatOverManyPictures() {
    List<Sample> samples = pictures(500);
    LoaderOptions options = options(32, 3).withAugmentation(Augmentation.parse("light"));
    Preprocess larger = Preprocess.stretch01(64, 64);
    try (BatchLoader loader = new BatchLoader(ExampleSource.of(samples), larger, options)) {
      long native0 = 0;
      for (int e = 0; e < 40; e++) {
        try (Epoch epoch = loader.epoch(e, true)) {
          while (epoch.hasNext()) {
            epoch.next().close();
          }
        }
        if (e == 9) {
          // The Java heap counts too, and has grown by now.
          native0 = org.bytedeco.javacpp.Pointer.physicalBytes();
        }
      }
      // 15,000 pictures of 12 KiB are 176 MiB if one copy of each leaks.
      assertThat(org.bytedeco.javacpp.Pointer.physicalBytes() - native0).isLessThan(88L << 20);
    }
  }

  @Test
  void aFolderOfThousandsIsStreamedInLittleMemory(@TempDir Path dir) throws IOException {
    Path first = dir.resolve("first.jpg");
    try (Image image = Image.blank(400, 300, 20, 90, 60)) {
      image.write(first);
    }
    for (int i = 0; i < 5000; i++) {
      Path to = dir.resolve("many/class-" + i % 5 + "/p" + i + ".jpg");
      Files.createDirectories(to.getParent());
      Files.createLink(to, first);
    }
    ClassDataset data = ClassFolder.read(dir.resolve("many"), new SplitRatios(0.1, 0), 0);
    long before = 0;
    long seen = 0;
    try (BatchLoader loader =
            new BatchLoader(
                ExampleSource.of(data.samples(Split.TRAIN)),
                Preprocess.stretch01(64, 64),
                options(32, 2));
        Epoch epoch = loader.epoch(0, true)) {
      while (epoch.hasNext()) {
        try (Batch batch = epoch.next()) {
          seen += batch.size();
        }
        if (seen == 32 * 40) {
          before = org.bytedeco.javacpp.Pointer.physicalBytes();
        }
      }
    }
    assertThat(seen).isEqualTo(4500);
    // 3,200 decoded pictures of 352 KiB would be 1,100 MiB.
    assertThat(org.bytedeco.javacpp.Pointer.physicalBytes() - before).isLessThan(150L << 20);
  }

  @Test
  void stress() {
    Random random = new Random(11);
    List<Sample> whole = pictures(64);
    for (int round = 0; round < 120; round++) {
      List<Sample> samples = new ArrayList<>();
      int n = random.nextInt(64);
      for (int i = 0; i < n; i++) {
        samples.add(random.nextInt(4) == 0 ? broken(i) : whole.get(i));
      }
      List<Integer> expected =
          samples.stream()
              .filter(sample -> sample.source().name().startsWith("p"))
              .map(Sample::label)
              .toList();
      LoaderOptions options =
          options(1 + random.nextInt(9), 1 + random.nextInt(8))
              .withPrefetch(1 + random.nextInt(3))
              .withCache(new Cache.Memory(random.nextInt(2) * 10_000L));
      try (BatchLoader loader = new BatchLoader(ExampleSource.of(samples), SMALL, options)) {
        for (int e = 0; e < 3; e++) {
          Epoch epoch = loader.epoch(e, e == 1);
          if (random.nextInt(3) == 0) {
            for (int k = random.nextInt(4); k > 0 && epoch.hasNext(); k--) {
              epoch.next().close();
            }
            epoch.close();
          } else {
            List<Integer> labels = labels(drain(epoch));
            assertThat(labels).containsExactlyInAnyOrderElementsOf(expected);
            if (e != 1) {
              assertThat(labels).isSorted();
            }
          }
        }
      }
    }
  }
}
