package io.ocelli.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.ocelli.geometry.Letterbox;
import io.ocelli.image.Preprocess.ColorOrder;
import io.ocelli.image.Preprocess.Resize;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/** Preprocessing against plain loops over the pixels. */
class PreprocessTest {
  private static final List<Double> MEAN = List.of(0.485, 0.456, 0.406);
  private static final List<Double> STD = List.of(0.229, 0.224, 0.225);

  private static Preprocess of(int width, int height, Resize resize, ColorOrder color) {
    boolean gray = color == ColorOrder.GRAY;
    return new Preprocess(
        width,
        height,
        resize,
        color,
        1 / 255.0,
        gray ? List.of(0.5) : MEAN,
        gray ? List.of(0.25) : STD,
        resize == Resize.CROP ? 0.875 : 1,
        114);
  }

  private static float[] run(Preprocess preprocess, Image image) {
    FloatBuffer batch = buffer(2 * preprocess.elements());
    try (Preprocessor worker = preprocess.start()) {
      worker.write(image, batch, 1);
    }
    float[] values = new float[preprocess.elements()];
    batch.get(preprocess.elements(), values);
    float[] before = new float[preprocess.elements()];
    batch.get(0, before);
    assertThat(before).as("the picture before stays untouched").containsOnly(0f);
    return values;
  }

  private static FloatBuffer buffer(int elements) {
    return ByteBuffer.allocateDirect(4 * elements).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /** The rule for one pixel of the model's input; B, G, R as doubles. */
  private interface Sampler {
    double at(int x, int y, int bgr);
  }

  private static void compare(Preprocess p, Image image, Sampler sampler, double pixelTolerance) {
    float[] values = run(p, image);
    for (int c = 0; c < p.channels(); c++) {
      for (int y = 0; y < p.height(); y++) {
        for (int x = 0; x < p.width(); x++) {
          double pixel =
              switch (p.color()) {
                case RGB -> sampler.at(x, y, 2 - c);
                case BGR -> sampler.at(x, y, c);
                case GRAY ->
                    0.114 * sampler.at(x, y, 0)
                        + 0.587 * sampler.at(x, y, 1)
                        + 0.299 * sampler.at(x, y, 2);
              };
          double expected = (pixel * p.scale() - p.mean().get(c)) / p.std().get(c);
          double gray = p.color() == ColorOrder.GRAY ? 0.51 : 0;
          assertThat((double) values[(c * p.height() + y) * p.width() + x])
              .as("channel %d at %d,%d", c, x, y)
              .isCloseTo(
                  expected, within((pixelTolerance + gray) * p.scale() / p.std().get(c) + 1e-5));
        }
      }
    }
  }

  private static int pixel(Image image, int x, int y, int bgr) {
    return image.pixels().get(3 * (y * image.width() + x) + bgr) & 0xFF;
  }

  @Property(tries = 25)
  void aPictureOfTheRightSizeIsTakenAsItIs(
      @ForAll @IntRange(min = 1, max = 40) int width,
      @ForAll @IntRange(min = 1, max = 40) int height,
      @ForAll ColorOrder color,
      @ForAll Resize resize) {
    if (resize == Resize.CROP) {
      return;
    }
    try (Image image = TestImages.noise(width, height, 5)) {
      compare(of(width, height, resize, color), image, (x, y, c) -> pixel(image, x, y, c), 0);
    }
  }

  @Test
  void cropTakesTheMiddle() {
    try (Image image = TestImages.noise(256, 300, 8)) {
      compare(
          of(224, 224, Resize.CROP, ColorOrder.RGB),
          image,
          (x, y, c) -> pixel(image, x + 16, y + 38, c),
          0);
    }
  }

  @Property(tries = 40)
  void letterboxesFillTheRest(
      @ForAll @IntRange(min = 1, max = 80) int fromWidth,
      @ForAll @IntRange(min = 1, max = 80) int fromHeight,
      @ForAll boolean centred) {
    Preprocess p =
        of(37, 23, centred ? Resize.LETTERBOX : Resize.LETTERBOX_TOP_LEFT, ColorOrder.RGB);
    Letterbox box = p.letterbox(fromWidth, fromHeight);
    try (Image image = Image.blank(fromWidth, fromHeight, 10, 20, 30)) {
      compare(
          p,
          image,
          (x, y, c) ->
              x >= box.left()
                      && x < box.left() + box.width()
                      && y >= box.top()
                      && y < box.top() + box.height()
                  ? 10 * (c + 1)
                  : 114,
          0);
    }
  }

  @Test
  void letterboxesDoNotKeepTheBorderOfThePictureBefore() {
    Preprocess p = of(32, 32, Resize.LETTERBOX, ColorOrder.RGB);
    FloatBuffer batch = buffer(p.elements());
    try (Preprocessor worker = p.start();
        Image wide = Image.blank(64, 16, 255, 255, 255);
        Image high = Image.blank(16, 64, 255, 255, 255)) {
      worker.write(wide, batch, 0);
      worker.write(high, batch, 0);
      float fill = (float) ((114 / 255.0 - 0.485) / 0.229);
      assertThat(batch.get(16 * 32)).isCloseTo(fill, within(1e-5f));
    }
  }

  @Test
  void extremeShapesNeverGiveASideOfZero() {
    try (Image strip = TestImages.noise(3000, 4, 1);
        Image pole = TestImages.noise(3, 2500, 1)) {
      for (Resize resize : Resize.values()) {
        for (ColorOrder color : ColorOrder.values()) {
          assertThat(run(of(224, 224, resize, color), strip)).doesNotContain(Float.NaN);
          assertThat(run(of(224, 224, resize, color), pole)).doesNotContain(Float.NaN);
        }
      }
      Letterbox box = of(224, 224, Resize.LETTERBOX, ColorOrder.RGB).letterbox(3000, 4);
      assertThat(box.height()).isEqualTo(1);
      assertThat(box.sourceX(224)).isEqualTo(3000);
      assertThat(box.sourceY(box.top() + 1)).isEqualTo(4);
    }
  }

  @Test
  void noMemoryIsTakenForAPicture() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (Resize resize : Resize.values()) {
      Preprocess p = of(96, 96, resize, ColorOrder.RGB);
      FloatBuffer batch = buffer(4 * p.elements());
      try (Preprocessor worker = p.start();
          Image one = TestImages.noise(200, 150, 1);
          Image two = TestImages.noise(90, 333, 1)) {
        for (int i = 0; i < 500; i++) {
          worker.write(i % 2 == 0 ? one : two, batch, i % 4);
        }
        long nativeBytes = Pointer.totalBytes();
        long nativeCount = Pointer.totalCount();
        long heap = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1000; i++) {
          worker.write(i % 2 == 0 ? one : two, batch, i % 4);
        }
        long each = (threads.getCurrentThreadAllocatedBytes() - heap) / 1000;
        assertThat(each).as("heap bytes a picture, %s", resize).isLessThan(64);
        assertThat(Pointer.totalBytes()).isEqualTo(nativeBytes);
        assertThat(Pointer.totalCount()).isEqualTo(nativeCount);
      }
    }
  }

  @Test
  void theBatchIsCheckedAtTheBorder() {
    Preprocess p = of(8, 8, Resize.STRETCH, ColorOrder.RGB);
    try (Preprocessor worker = p.start();
        Image image = TestImages.noise(8, 8, 1)) {
      FloatBuffer batch = buffer(2 * p.elements());
      assertThatThrownBy(() -> worker.write(image, batch, 2))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> worker.write(image, batch, -1))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> worker.write(image, FloatBuffer.allocate(1000), 0))
          .isInstanceOf(IllegalArgumentException.class);
      FloatBuffer later = batch.position(5).slice();
      worker.write(image, later, 0);
      assertThat(batch.get(5)).isEqualTo(later.get(0)).isNotZero();
      assertThat(batch.get(4)).isZero();
    }
  }

  @Test
  void wrongComponentsAreNamed() {
    assertThatThrownBy(() -> Preprocess.stretch01(0, 4)).hasMessageContaining("0x4");
    assertThatThrownBy(
            () -> new Preprocess(4, 4, Resize.CROP, ColorOrder.RGB, 1, List.of(0.0), STD, 1, 0))
        .hasMessageContaining("mean");
    assertThatThrownBy(
            () ->
                new Preprocess(
                    4, 4, Resize.CROP, ColorOrder.RGB, 1, MEAN, List.of(1.0, 0.0, 1.0), 1, 0))
        .hasMessageContaining("std");
    assertThatThrownBy(
            () -> new Preprocess(4, 4, Resize.CROP, ColorOrder.RGB, 1, MEAN, STD, 1.5, 0))
        .hasMessageContaining("cropFraction")
        .hasMessageContaining("1.5");
  }

  @Test
  void decodingKeepsMoreThanTheSizeThatTheModelNeeds() {
    ImageHeader large = new ImageHeader(ImageFormat.JPEG, 4000, 3000, 6, 3, 8, false);
    assertThat(reduction(large, Preprocess.imagenet(224))).isEqualTo(8);
    assertThat(reduction(large, Preprocess.stretch01(267, 357))).isEqualTo(8);
    assertThat(reduction(large, Preprocess.stretch01(268, 357))).isEqualTo(4);
    assertThat(reduction(large, Preprocess.stretch01(267, 358))).isEqualTo(4);
    ImageHeader wide = new ImageHeader(ImageFormat.JPEG, 1920, 1080, 1, 3, 8, false);
    assertThat(reduction(wide, of(686, 686, Resize.LETTERBOX, ColorOrder.RGB))).isEqualTo(1);
    assertThat(reduction(wide, of(640, 640, Resize.LETTERBOX, ColorOrder.RGB))).isEqualTo(2);
    assertThat(Decoder.reduction(wide, null)).isEqualTo(1);
    assertThat(Decoder.reduction(wide, MinimumSize.covering(1921, 10))).isEqualTo(1);
  }

  private static int reduction(ImageHeader header, Preprocess preprocess) {
    return Decoder.reduction(header, preprocess.decodeOptions().minimum());
  }

  @Test
  void eachPictureIsCentredAndStandardizedOnItsOwn() {
    byte[] values = new byte[3 * 12 * 9];
    new java.util.SplittableRandom(3).nextBytes(values);
    try (Image image = Image.ofBgr(12, 9, values)) {
      Preprocess plain = of(12, 9, Resize.STRETCH, ColorOrder.RGB);
      float[] raw = run(plain, image);
      float[] centred = run(plain.withPerPicture(Preprocess.PerPicture.CENTER), image);
      float[] standard = run(plain.withPerPicture(Preprocess.PerPicture.STANDARDIZE), image);
      double mean = 0;
      for (float value : raw) {
        mean += value / raw.length;
      }
      double variance = 0;
      for (float value : raw) {
        variance += (value - mean) * (value - mean) / raw.length;
      }
      for (int i = 0; i < raw.length; i++) {
        assertThat((double) centred[i]).isCloseTo(raw[i] - mean, within(1e-5));
        assertThat((double) standard[i])
            .isCloseTo((raw[i] - mean) / (Math.sqrt(variance) + 1e-6), within(1e-5));
      }
    }
  }

  @Test
  void aPictureOfOneColourIsZeroOnItsOwn() {
    try (Image image = Image.blank(5, 5, 90, 90, 90)) {
      Preprocess unit = Preprocess.stretch01(5, 5);
      assertThat(run(unit.withPerPicture(Preprocess.PerPicture.STANDARDIZE), image))
          .containsOnly(0f);
    }
  }

  @Test
  void channelsLastAreTheSameValuesInAnotherOrder() {
    for (ColorOrder color : ColorOrder.values()) {
      Preprocess first = of(13, 7, Resize.LETTERBOX, color);
      Preprocess last = first.withLayout(Preprocess.Layout.NHWC);
      try (Image image = TestImages.noise(40, 31, 5)) {
        float[] planes = run(first, image);
        float[] mixed = run(last, image);
        int channels = first.channels();
        for (int c = 0; c < channels; c++) {
          for (int i = 0; i < 13 * 7; i++) {
            assertThat(mixed[i * channels + c]).isEqualTo(planes[c * 13 * 7 + i]);
          }
        }
      }
      assertThat(first.shape(3)).containsExactly(3, first.channels(), 7, 13);
      assertThat(last.shape(3)).containsExactly(3, 7, 13, first.channels());
    }
  }

  @Test
  void otherTypesAreTheRoundedValues() {
    for (Preprocess.Layout layout : Preprocess.Layout.values()) {
      Preprocess exact =
          of(9, 6, Resize.STRETCH, ColorOrder.RGB)
              .withValues(1.3, List.of(20.0, 5.0, -3.0), List.of(1.0, 1.5, 1.0))
              .withLayout(layout);
      try (Image image = TestImages.noise(9, 6, 8);
          Preprocessor worker = exact.start()) {
        float[] expected = run(exact, image);
        for (TensorType type : TensorType.values()) {
          int size = exact.elements() * type.bytes();
          ByteBuffer batch = ByteBuffer.allocateDirect(2 * size).order(ByteOrder.nativeOrder());
          worker.write(image, batch, type, 1);
          for (int i = 0; i < exact.elements(); i++) {
            int at = size + i * type.bytes();
            assertThat(batch.get(at - size)).isZero();
            switch (type) {
              case FLOAT32 -> assertThat(batch.getFloat(at)).isEqualTo(expected[i]);
              case FLOAT16 ->
                  assertThat(half(batch.getShort(at))).isCloseTo(expected[i], within(0.13f));
              case UINT8 ->
                  assertThat((float) (batch.get(at) & 0xff))
                      .isCloseTo(Math.min(255, Math.max(0, expected[i])), within(0.5001f));
              case INT8 ->
                  assertThat((float) batch.get(at))
                      .isCloseTo(Math.min(127, Math.max(-128, expected[i])), within(0.5001f));
            }
          }
        }
        ByteBuffer small = ByteBuffer.allocateDirect(161).order(ByteOrder.nativeOrder());
        assertThatThrownBy(() -> worker.write(image, small, TensorType.UINT8, 0))
            .isInstanceOf(IndexOutOfBoundsException.class);
      }
    }
  }

  /** IEEE 754 binary16 to binary32; no subnormal numbers here. */
  private static float half(short bits) {
    int exponent = bits >> 10 & 31;
    float fraction = 1 + (bits & 1023) / 1024f;
    return exponent == 0 ? 0 : (bits < 0 ? -1 : 1) * fraction * (float) Math.pow(2, exponent - 15);
  }
}
