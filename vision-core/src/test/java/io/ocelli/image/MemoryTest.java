package io.ocelli.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.augment.Augmentation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/** Native memory stays flat over thousands of pictures, broken ones among them. */
class MemoryTest {
  private static final long MIB = 1 << 20;

  @Test
  void decodingPreprocessingAndAugmentingKeepsMemoryFlat() {
    List<byte[]> files;
    try (Image picture = TestImages.noise(256, 256, 1)) {
      byte[] jpeg = picture.encode(ImageFormat.JPEG);
      files =
          List.of(
              jpeg,
              TestImages.jpegWithExif(jpeg, TestImages.exif(6, ByteOrder.BIG_ENDIAN)),
              picture.encode(ImageFormat.PNG),
              picture.encode(ImageFormat.BMP),
              Arrays.copyOf(jpeg, jpeg.length / 2));
    }
    Preprocess preprocess = Preprocess.imagenet(224);
    FloatBuffer batch =
        ByteBuffer.allocateDirect(4 * preprocess.elements())
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    try (Preprocessor worker = preprocess.start()) {
      pass(files, worker, batch, 500);
      long pointers = Pointer.totalCount();
      long resident = Pointer.physicalBytes();
      pass(files, worker, batch, 3000);
      assertThat(Pointer.totalCount()).as("pointers left open").isEqualTo(pointers);
      // 3000 pictures take 590 MB: even a small part left behind would show.
      assertThat(Pointer.physicalBytes() - resident).isLessThan(60 * MIB);
    }
  }

  private static void pass(
      List<byte[]> files, Preprocessor worker, FloatBuffer batch, int pictures) {
    Augmentation augmentation = Augmentation.parse("light");
    for (int i = 0; i < pictures; i++) {
      try (Image image = Image.decode(files.get(i % files.size()), "test", DecodeOptions.DEFAULT);
          Image changed = i % 10 == 0 ? augmentation.apply(image, 1, 0, i) : image.copy()) {
        worker.write(changed, batch, 0);
      } catch (UnreadableImageException e) {
        assertThat(e.reason()).isEqualTo(UnreadableImageException.Reason.DAMAGED);
      }
    }
  }
}
