package io.ocelli.dataset.load;

import io.ocelli.augment.Example;
import io.ocelli.augment.Others;
import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.Sample;
import io.ocelli.error.OcelliException;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import java.util.List;
import java.util.Optional;

/**
 * Pictures with what is known of them, by index: what a loader streams and what mixing changes draw
 * from. It holds nothing open and may be asked from several threads at once.
 *
 * <pre>{@code
 * ExampleSource source = ExampleSource.ofPictures(data.pictures());
 * Augmentation mosaic = Augmentation.parse("mosaic | hflip p=0.5");
 * try (Example example = source.read(7, DecodeOptions.DEFAULT)) {
 *   mosaic.apply(example, source.others(), 42, 0, 7);
 *   …
 * }
 * }</pre>
 */
public interface ExampleSource {
  /** Number of pictures. */
  int size();

  /** What messages call a picture. */
  String name(int index);

  /** What is known of a picture before it is decoded. */
  Known known(int index);

  /**
   * The picture, upright.
   *
   * @throws OcelliException if it cannot be read
   */
  Image decode(int index, DecodeOptions decoding);

  /** Where the bytes of a picture are, if they lie anywhere. */
  default Optional<ByteSource> bytes(int index) {
    return Optional.empty();
  }

  /**
   * The whole picture with its labels and objects, which are in its pixels also where it is decoded
   * smaller; the caller closes it.
   *
   * @throws OcelliException if it cannot be read, or has another size than its annotation says
   */
  default Example read(int index, DecodeOptions decoding) {
    Image picture = decode(index, decoding);
    try {
      Known known = known(index);
      known.check(picture, name(index));
      return Example.owning(
          picture,
          known.labels(),
          known.objects(picture.width(), picture.height()),
          Optional.empty());
    } catch (RuntimeException | Error e) {
      picture.close();
      throw e;
    }
  }

  /** As {@link #others(DecodeOptions)}, at full size. */
  default Others others() {
    return others(DecodeOptions.DEFAULT);
  }

  /**
   * Draws any picture for a mixing change. In the place of a broken one comes the next that is
   * whole, after the last the first; so which it is depends on the dice and the files alone.
   */
  default Others others(DecodeOptions decoding) {
    return dice -> {
      int first = dice.below(size());
      OcelliException broken = null;
      for (int i = 0; i < size(); i++) {
        try {
          return read((first + i) % size(), decoding);
        } catch (OcelliException e) {
          broken = broken == null ? e : broken;
        }
      }
      throw new OcelliException(
          "none of the pictures can be read",
          size() + " pictures",
          broken == null ? "" : broken.oneLine(),
          "check the files",
          broken);
    };
  }

  /** The pictures of a classifier. */
  static ExampleSource of(List<Sample> samples) {
    return new ClassifiedExamples(List.copyOf(samples));
  }

  /** Annotated pictures: with objects, with classes, or with both. */
  static ExampleSource ofPictures(List<AnnotatedPicture> pictures) {
    return new AnnotatedExamples(List.copyOf(pictures));
  }
}
