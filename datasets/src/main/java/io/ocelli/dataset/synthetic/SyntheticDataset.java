package io.ocelli.dataset.synthetic;

import io.ocelli.annotation.Instance;
import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.NewFolder;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.SplitRatios;
import io.ocelli.dataset.Staging;
import io.ocelli.dataset.Workers;
import io.ocelli.dataset.format.DatasetFormat;
import io.ocelli.dataset.format.WriteOptions;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Writes what a {@link Synthesizer} draws as a data set of some format. */
public final class SyntheticDataset {
  private static final int JPEG_QUALITY = 92;

  /** The formats that know nothing of objects. */
  private static final Set<String> WITHOUT_OBJECTS = Set.of("folders", "idx", "cifar");

  private static final String NAME = "drawn-data-set";

  private final Synthesizer synthesizer;
  private final SplitRatios ratios;

  /**
   * A data set to be drawn.
   *
   * @param ratios which part of the pictures is for what; the first pictures are train, then come
   *     val and test. Without val and test the data set has no splits
   */
  public SyntheticDataset(Synthesizer synthesizer, SplitRatios ratios) {
    this.synthesizer = synthesizer;
    this.ratios = ratios;
  }

  /**
   * What was written.
   *
   * @param data as it was given to the format, without the files
   * @param losses what the format cannot hold of it, a sentence each
   */
  public record Drawn(DetectionDataset data, List<String> losses) {}

  /**
   * Draws and writes.
   *
   * @param out is made; may exist if it is empty
   * @param count number of pictures, at least 1
   * @param threads that draw
   * @param progress told the number of pictures drawn so far, from any thread, once for each
   * @throws UsageException if the folder is not empty, {@code count} is below 1, or the format
   *     cannot hold such a data set
   * @throws OcelliException if a file cannot be written
   */
  public Drawn write(Path out, DatasetFormat format, int count, int threads, IntConsumer progress) {
    if (count < 1) {
      throw new UsageException(
          "a data set needs at least one picture",
          Integer.toString(count),
          "the number of pictures",
          "try 200");
    }
    boolean objects = !WITHOUT_OBJECTS.contains(format.name());
    if (!objects && synthesizer instanceof ShapeSynthesizer) {
      throw new UsageException(
          "a format of one class for each picture cannot hold objects",
          format.name(),
          "the format",
          "try coco, yolo, voc or labelme");
    }
    NewFolder.check(Path.of(NAME), out);
    try (Staging staging = Staging.beside(out)) {
      @Nullable AnnotatedPicture[] pictures = new AnnotatedPicture[count];
      AtomicInteger next = new AtomicInteger();
      AtomicInteger done = new AtomicInteger();
      Workers.run(
          threads,
          "ocelli-draw",
          () -> {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
              pictures[i] = draw(i, count, objects, staging);
              progress.accept(done.incrementAndGet());
            }
          });
      DetectionDataset data =
          new DetectionDataset(
              NAME,
              classes(objects),
              Arrays.stream(pictures).map(java.util.Objects::requireNonNull).toList());
      List<String> losses = format.losses(data);
      format.write(data, out, WriteOptions.DEFAULT.withLink(staging.links()), written -> {});
      return new Drawn(data, losses);
    } catch (IOException e) {
      throw NewFolder.unwritable(out, e);
    }
  }

  private List<String> classes(boolean objects) {
    return synthesizer instanceof LeafSynthesizer && !objects
        ? LeafSynthesizer.classes()
        : synthesizer.classNames();
  }

  private AnnotatedPicture draw(int index, int count, boolean objects, Staging staging) {
    SyntheticPicture drawn = synthesizer.picture(index);
    ImageFormat format = synthesizer.fileFormat();
    byte[] bytes;
    try (Image image = Image.of(drawn.picture())) {
      bytes =
          format == ImageFormat.JPEG ? image.encode(format, JPEG_QUALITY) : image.encode(format);
    }
    String ending = format == ImageFormat.JPEG ? ".jpg" : ".png";
    ByteSource source = staging.put(index + ending, bytes);
    String folder =
        drawn.labels().isEmpty() ? "" : synthesizer.classNames().get(drawn.labels().get(0)) + "/";
    List<Instance> marked = objects ? drawn.objects() : List.of();
    return new AnnotatedPicture(
        source,
        folder + drawn.name() + ending,
        drawn.picture().getWidth(),
        drawn.picture().getHeight(),
        marked,
        drawn.labels(),
        split(index, count),
        Map.of());
  }

  private Optional<Split> split(int index, int count) {
    if (ratios.val() == 0 && ratios.test() == 0) {
      return Optional.empty();
    }
    long val = Math.round(ratios.val() * count);
    long test = Math.round(ratios.test() * count);
    return Optional.of(
        index >= count - test ? Split.TEST : index >= count - test - val ? Split.VAL : Split.TRAIN);
  }
}
