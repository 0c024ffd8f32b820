package io.ocelli.dataset.audit;

import io.ocelli.dataset.Digests;
import io.ocelli.dataset.Sample;
import io.ocelli.dataset.Workers;
import io.ocelli.error.OcelliException;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import io.ocelli.image.ImageHeader;
import io.ocelli.image.MinimumSize;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What one picture is.
 *
 * @param bytes size on disk
 * @param sha256 of the bytes in hex, empty if they cannot be read
 * @param header what its header says, null if there is trouble
 * @param trouble why it cannot be read, in one line, or null
 */
record PictureFacts(
    long bytes, String sha256, @Nullable ImageHeader header, @Nullable String trouble) {
  // All data of a large JPEG is gone through, but fewer pixels are made of it.
  private static final DecodeOptions SMALL =
      DecodeOptions.DEFAULT.withMinimum(MinimumSize.covering(64, 64));

  static List<PictureFacts> of(List<Sample> samples, int threads, IntConsumer progress) {
    PictureFacts[] facts = new PictureFacts[samples.size()];
    AtomicInteger done = new AtomicInteger();
    Workers.each(
        threads,
        "ocelli-info",
        facts.length,
        i -> {
          facts[i] = of(samples.get(i), SMALL, image -> {});
          progress.accept(done.incrementAndGet());
        });
    return Arrays.asList(facts);
  }

  /** Of one picture, which is shown to {@code seen} if it can be read. */
  static PictureFacts of(Sample sample, DecodeOptions decoding, Consumer<Image> seen) {
    String name = sample.source().name();
    byte[] bytes;
    try {
      bytes = sample.source().read();
    } catch (IOException e) {
      String reason = "the file cannot be read: " + e.getMessage();
      return new PictureFacts(sample.source().size(), "", null, reason);
    }
    String sha256 = Digests.sha256(bytes);
    try {
      ImageHeader header = ImageHeader.of(bytes, name);
      try (Image image = Image.decode(bytes, name, decoding)) {
        seen.accept(image);
      }
      return new PictureFacts(bytes.length, sha256, header, null);
    } catch (OcelliException e) {
      return new PictureFacts(bytes.length, sha256, null, e.oneLine());
    }
  }
}
