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
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What one picture is.
 *
 * @param bytes size on disk
 * @param sha256 of the bytes in hex, empty if they cannot be read
 * @param format of the content, empty if there is trouble
 * @param width of the upright picture
 * @param height of the upright picture
 * @param trouble why it cannot be read, in one line, or null
 */
record PictureFacts(
    long bytes, String sha256, String format, int width, int height, @Nullable String trouble) {
  // All data of a large JPEG is gone through, but fewer pixels are made of it.
  private static final DecodeOptions SMALL =
      DecodeOptions.DEFAULT.withMinimum(MinimumSize.covering(64, 64));

  static List<PictureFacts> of(List<Sample> samples, int threads, IntConsumer progress) {
    PictureFacts[] facts = new PictureFacts[samples.size()];
    AtomicInteger next = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    try {
      Workers.run(
          threads,
          "ocelli-info",
          () -> {
            for (int i = next.getAndIncrement(); i < facts.length; i = next.getAndIncrement()) {
              facts[i] = of(samples.get(i));
              progress.accept(done.incrementAndGet());
            }
          });
    } catch (IOException e) {
      throw new IllegalStateException("nothing here lets it through", e);
    }
    return Arrays.asList(facts);
  }

  private static PictureFacts of(Sample sample) {
    String name = sample.source().name();
    byte[] bytes;
    try {
      bytes = sample.source().read();
    } catch (IOException e) {
      String reason = "the file cannot be read: " + e.getMessage();
      return new PictureFacts(sample.source().size(), "", "", 0, 0, reason);
    }
    String sha256 = Digests.sha256(bytes);
    try {
      ImageHeader header = ImageHeader.of(bytes, name);
      Image.decode(bytes, name, SMALL).close();
      return new PictureFacts(
          bytes.length,
          sha256,
          header.format().name(),
          header.uprightWidth(),
          header.uprightHeight(),
          null);
    } catch (OcelliException e) {
      return new PictureFacts(bytes.length, sha256, "", 0, 0, e.oneLine());
    }
  }
}
