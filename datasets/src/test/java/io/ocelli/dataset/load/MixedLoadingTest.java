package io.ocelli.dataset.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.annotation.Instance;
import io.ocelli.augment.Augmentation;
import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.Sample;
import io.ocelli.geometry.Box;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import io.ocelli.image.Preprocess;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MixedLoadingTest {
  private static final Preprocess INPUT = Preprocess.stretch01(24, 20);

  /** Geometry, colour, noise, weather, a policy and all kinds of mixing. */
  private static final String CHAIN =
      "one-of { mosaic | mixup | cutmix | copy-paste boxes=true } p=0.7"
          + " | hflip p=0.5 | affine rotate=20 shear=8 | elastic p=0.3"
          + " | hsv hue=8 saturation=0.3 value=0.1 | clahe p=0.3 | gaussian-noise p=0.5"
          + " | one-of { rain | fog | shadow | sun-flare } p=0.3 | rand-augment p=0.5"
          + " | random-erasing p=0.3";

  private static List<AnnotatedPicture> pictures(int n, boolean several) {
    Random random = new Random(7);
    List<AnnotatedPicture> pictures = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      int width = 20 + random.nextInt(30);
      int height = 20 + random.nextInt(30);
      byte[] bgr = new byte[3 * width * height];
      Arrays.fill(bgr, (byte) (i * 5));
      for (int k = 0; k < bgr.length; k += 7) {
        bgr[k] = (byte) random.nextInt(256);
      }
      byte[] bytes;
      try (Image image = Image.ofBgr(width, height, bgr)) {
        bytes = image.encode(ImageFormat.PNG);
      }
      pictures.add(
          new AnnotatedPicture(
              ByteSource.of("p" + i, i % 10 == 3 ? new byte[] {1, 2} : bytes),
              "p" + i,
              width,
              height,
              List.of(new Instance(i % 4, new Box(3, 4, 15, 17))),
              several ? List.of(i % 4, (i + 1) % 4) : List.of(i % 4),
              Optional.empty(),
              Map.of()));
    }
    return pictures;
  }

  private record Content(
      List<Float> pixels, List<Float> weights, List<Integer> labels, List<?> objects) {}

  private static Content content(Batch batch) {
    List<Float> pixels = new ArrayList<>();
    FloatBuffer buffer = batch.pixels();
    while (buffer.hasRemaining()) {
      pixels.add(buffer.get());
    }
    List<Float> weights = new ArrayList<>();
    for (float weight : batch.labelWeights(4)) {
      weights.add(weight);
    }
    return new Content(
        pixels, weights, Arrays.stream(batch.labels()).boxed().toList(), batch.objects());
  }

  private static List<Content> drain(Epoch epoch) {
    List<Content> all = new ArrayList<>();
    try (epoch) {
      while (epoch.hasNext()) {
        try (Batch batch = epoch.next()) {
          all.add(content(batch));
        }
      }
    }
    return all;
  }

  private static LoaderOptions options(String changes) {
    return LoaderOptions.DEFAULT
        .withBatchSize(8)
        .withSeed(11)
        .withAugmentation(Augmentation.parse(changes));
  }

  @Test
  void equalSeedsGiveEqualBatchesWhateverTheThreadsAndTheCache(@TempDir Path dir) {
    ExampleSource source = ExampleSource.ofPictures(pictures(40, false));
    for (Preprocess input : List.of(INPUT, letterbox())) {
      List<List<Content>> runs = new ArrayList<>();
      for (int threads : new int[] {1, 2, 7}) {
        for (Cache cache :
            List.of(Cache.NONE, Cache.MEMORY, new Cache.Memory(20_000), new Cache.Disk(dir))) {
          LoaderOptions options =
              options(CHAIN)
                  .withThreads(threads)
                  .withCache(cache)
                  .withSampling(Sampling.OVERSAMPLE);
          try (BatchLoader loader = new BatchLoader(source, input, options)) {
            List<Content> run = new ArrayList<>(drain(loader.epoch(0, true)));
            run.addAll(drain(loader.epoch(1, true)));
            runs.add(run);
            assertThat(loader.failures()).extracting(Failure::index).contains(3, 13);
          }
        }
      }
      for (List<Content> run : runs) {
        assertThat(run).isEqualTo(runs.get(0));
      }
      int half = runs.get(0).size() / 2;
      assertThat(runs.get(0).subList(half, 2 * half)).isNotEqualTo(runs.get(0).subList(0, half));
      try (BatchLoader loader = new BatchLoader(source, input, options(CHAIN).withSeed(12))) {
        assertThat(drain(loader.epoch(0, true)).get(0)).isNotEqualTo(runs.get(0).get(0));
      }
    }
  }

  private static Preprocess letterbox() {
    return new Preprocess(
        32,
        24,
        Preprocess.Resize.LETTERBOX,
        Preprocess.ColorOrder.RGB,
        1 / 255.0,
        List.of(0.0, 0.0, 0.0),
        List.of(1.0, 1.0, 1.0),
        1,
        Preprocess.FILL);
  }

  @Test
  void otherEpochsChangeTheSamePictureInAnotherWay() {
    ExampleSource source = ExampleSource.ofPictures(pictures(8, false));
    try (BatchLoader loader = new BatchLoader(source, INPUT, options(CHAIN))) {
      Content first = drain(loader.epoch(0, false)).get(0);
      Content second = drain(loader.epoch(1, false)).get(0);
      for (int i = 0; i < 7; i++) {
        int from = i * INPUT.elements();
        assertThat(second.pixels().subList(from, from + INPUT.elements()))
            .isNotEqualTo(first.pixels().subList(from, from + INPUT.elements()));
      }
    }
  }

  @Test
  void weightsOfMixedPicturesAreThoseOfTheirPixels() {
    // Each class has one gray value, so that a mean tells the weights.
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      byte[] bgr = new byte[24 * 20 * 3];
      Arrays.fill(bgr, (byte) (i % 2 == 0 ? 0 : 200));
      try (Image image = Image.ofBgr(24, 20, bgr)) {
        samples.add(new Sample(ByteSource.of("p" + i, image.encode(ImageFormat.PNG)), i % 2));
      }
    }
    for (String mixing : List.of("mixup alpha=2", "cutmix", "mosaic scale=1")) {
      int truly = 0;
      try (BatchLoader loader =
              new BatchLoader(ExampleSource.of(samples), INPUT, options(mixing).withBatchSize(12));
          Epoch epoch = loader.epoch(0, true);
          Batch batch = epoch.next()) {
        float[] weights = batch.labelWeights(2);
        for (int i = 0; i < 12; i++) {
          assertThat(weights[2 * i] + weights[2 * i + 1]).isCloseTo(1, within(1e-6f));
          double mean = 0;
          for (int k = 0; k < INPUT.elements(); k++) {
            mean += batch.pixels().get(i * INPUT.elements() + k) * 255 / 200 / INPUT.elements();
          }
          assertThat(mean).as(mixing).isCloseTo(weights[2 * i + 1], within(0.006));
          assertThat(batch.labels()[i]).isEqualTo(weights[2 * i] >= weights[2 * i + 1] ? 0 : 1);
          truly += weights[2 * i] > 0 && weights[2 * i] < 1 ? 1 : 0;
        }
      }
      assertThat(truly).as(mixing).isPositive();
    }
  }

  @Test
  void severalClassesHaveAOneEachAndAreMixedToo() {
    ExampleSource source = ExampleSource.ofPictures(pictures(3, true));
    try (BatchLoader loader = new BatchLoader(source, INPUT, options("none"));
        Epoch epoch = loader.epoch(0, false);
        Batch batch = epoch.next()) {
      assertThat(batch.labelWeights(4)).containsExactly(1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1);
      assertThat(batch.labels()).containsExactly(0, 1, 2);
      assertThatThrownBy(() -> batch.labelWeights(3))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("label 3 of 3");
    }
    try (BatchLoader loader = new BatchLoader(source, INPUT, options("mixup alpha=2"));
        Epoch epoch = loader.epoch(0, false);
        Batch batch = epoch.next()) {
      float[] weights = batch.labelWeights(4);
      assertThat(weights[0] + weights[1] + weights[2] + weights[3]).isCloseTo(2, within(1e-6f));
    }
  }

  @Test
  void anEpochGoesOnAfterAnyBatch() {
    for (Sampling sampling : List.of(Sampling.NONE, Sampling.SQRT)) {
      ExampleSource source = ExampleSource.ofPictures(pictures(43, false));
      LoaderOptions options = options("light").withSampling(sampling);
      List<Position> positions = new ArrayList<>();
      List<Content> whole = new ArrayList<>();
      int failures;
      try (BatchLoader loader = new BatchLoader(source, INPUT, options)) {
        try (Epoch epoch = loader.epoch(2, true)) {
          while (epoch.hasNext()) {
            try (Batch batch = epoch.next()) {
              whole.add(content(batch));
              positions.add(batch.after());
            }
          }
        }
        failures = loader.failures().size();
        assertThat(drain(loader.epoch(positions.get(1)))).isEqualTo(whole.subList(2, whole.size()));
      }
      for (int i = 0; i < positions.size(); i++) {
        assertThat(positions.get(i).batches()).isEqualTo(i + 1);
        Counting counting = new Counting(source);
        try (BatchLoader loader = new BatchLoader(counting, INPUT, options)) {
          assertThat(drain(loader.epoch(positions.get(i))))
              .isEqualTo(whole.subList(i + 1, whole.size()));
          assertThat(loader.failures()).hasSizeLessThanOrEqualTo(failures);
          if (i == positions.size() - 1) {
            assertThat(loader.failures()).hasSize(failures);
            assertThat(counting.decoded.get()).isEqualTo(failures);
          }
        }
      }
    }
  }

  /** Counts what is decoded. */
  private record Counting(ExampleSource source, java.util.concurrent.atomic.AtomicInteger decoded)
      implements ExampleSource {
    Counting(ExampleSource source) {
      this(source, new java.util.concurrent.atomic.AtomicInteger());
    }

    @Override
    public int size() {
      return source.size();
    }

    @Override
    public String name(int index) {
      return source.name(index);
    }

    @Override
    public Known known(int index) {
      return source.known(index);
    }

    @Override
    public Image decode(int index, io.ocelli.image.DecodeOptions decoding) {
      decoded.incrementAndGet();
      return source.decode(index, decoding);
    }
  }
}
