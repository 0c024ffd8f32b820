package io.ocelli.dataset.load;

import io.ocelli.annotation.Instance;
import io.ocelli.augment.Augmentation;
import io.ocelli.augment.Dice;
import io.ocelli.augment.Edges;
import io.ocelli.augment.Example;
import io.ocelli.augment.Resample;
import io.ocelli.augment.Window;
import io.ocelli.error.OcelliException;
import io.ocelli.geometry.Letterbox;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import io.ocelli.image.Preprocess;
import io.ocelli.image.Preprocessor;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Border;
import io.ocelli.ops.geometric.Interpolation;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one worker thread owns: it reads pictures to the model's size, changes them and writes them
 * as floats.
 *
 * <p>With a letterbox, pictures are changed at the size they have inside it, and the border is put
 * around them at the very end: no change sees it.
 */
final class SampleReader implements AutoCloseable {
  private final BatchLoader loader;
  private final Preprocess wanted;
  private final boolean boxed;
  private final DecodeOptions decoding;
  private final Preprocessor fitting;
  private final Preprocessor writing;
  private final Edges border;

  /** A picture cannot be used; the epoch goes on without it. */
  static final class BrokenException extends Exception {
    private static final long serialVersionUID = 1;
    private final String reason;

    BrokenException(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  /** A picture that is ready to be written, and what is known of it. */
  record Prepared(Example example, Facts facts) {}

  /**
   * What is known of a picture of a batch.
   *
   * @param labels weight of each class
   * @param objects in pixels of the input
   * @param place where the whole picture lay before it was changed
   */
  record Facts(Map<Integer, Double> labels, List<Instance> objects, Letterbox place) {}

  SampleReader(BatchLoader loader) {
    this.loader = loader;
    wanted = loader.preprocess;
    boxed =
        wanted.resize() == Preprocess.Resize.LETTERBOX
            || wanted.resize() == Preprocess.Resize.LETTERBOX_TOP_LEFT;
    decoding = wanted.decodeOptions();
    fitting = wanted.start();
    // Fitted pictures have the right size: cutting their middle out again would be wrong.
    writing =
        new Preprocess(
                wanted.width(),
                wanted.height(),
                Preprocess.Resize.STRETCH,
                wanted.color(),
                wanted.scale(),
                wanted.mean(),
                wanted.std(),
                1,
                wanted.fill(),
                wanted.perPicture())
            .start();
    border =
        new Edges(
            Border.CONSTANT,
            new Rgb(wanted.fill(), wanted.fill(), wanted.fill()),
            Interpolation.LINEAR);
  }

  /**
   * Reads a picture and changes it.
   *
   * @param repetition how often the epoch has had it before
   */
  Prepared prepare(int index, int epoch, int repetition) throws BrokenException {
    Fitted fitted = fitted(index);
    Example example = example(index, fitted);
    try {
      Augmentation changes = loader.options.augmentation();
      if (!changes.isNone()) {
        // The same picture again is changed in another way.
        long seed = loader.options.seed() + repetition * 0xD6E8FEB86659FD93L;
        changes.apply(example, this::draw, seed, epoch, index);
      }
      if (boxed) {
        putInBox(example);
      }
      List<Instance> objects =
          example.objects().stream()
              .map(
                  one ->
                      one.scaled(
                          example.width(), example.height(), wanted.width(), wanted.height()))
              .toList();
      return new Prepared(
          example, new Facts(Map.copyOf(example.labels()), objects, fitted.place()));
    } catch (RuntimeException | Error e) {
      example.close();
      throw e;
    }
  }

  private void putInBox(Example example) {
    Letterbox place = wanted.letterbox(example.width(), example.height());
    if (place.width() != example.width() || place.height() != example.height()) {
      example.move(
          new Resample(
              0,
              0,
              example.width(),
              example.height(),
              place.width(),
              place.height(),
              Interpolation.LINEAR));
    }
    if (place.width() != wanted.width() || place.height() != wanted.height()) {
      example.move(
          new Window(-place.left(), -place.top(), wanted.width(), wanted.height(), border));
    }
  }

  /** For mixing changes: as {@link ExampleSource#others}, at the model's size. */
  private Example draw(Dice dice) {
    int size = loader.source.size();
    int first = dice.below(size);
    for (int i = 0; i < size; i++) {
      int index = (first + i) % size;
      if (!loader.isBroken(index)) {
        try {
          return example(index, fitted(index));
        } catch (BrokenException e) {
          loader.failed(index, e.reason());
        }
      }
    }
    throw new IllegalStateException("no picture is whole, though one was");
  }

  private Example example(int index, Fitted fitted) {
    try {
      Known known = loader.source.known(index);
      List<Instance> objects = fitted.objects(known);
      if (!fitted.shared()) {
        return Example.owning(fitted.image(), known.labels(), objects, Optional.empty());
      }
      Example example = Example.of(fitted.image(), objects);
      example.relabel(known.labels());
      return example;
    } catch (RuntimeException | Error e) {
      fitted.close();
      throw e;
    }
  }

  /** The picture at the model's size, from the cache or from its source. */
  Fitted fitted(int index) throws BrokenException {
    Fitted cached = loader.cache.get(index);
    return cached != null ? cached : loader.cache.keep(index, read(index));
  }

  private Fitted read(int index) throws BrokenException {
    try (Image whole = loader.source.decode(index, decoding)) {
      Known known = loader.source.known(index);
      known.check(whole, loader.source.name(index));
      Letterbox place = wanted.placement(whole.width(), whole.height());
      if (known.width() > 0) {
        place =
            new Letterbox(
                known.width(),
                known.height(),
                place.left(),
                place.top(),
                place.width(),
                place.height());
      }
      return new Fitted(fitting.fitUnpadded(whole), place, false);
    } catch (OcelliException e) {
      throw new BrokenException(e.oneLine());
    } catch (RuntimeException e) {
      // Whatever a decoder throws on strange bytes: one picture must not end a night's training.
      throw new BrokenException("the picture cannot be decoded: " + e.getMessage());
    }
  }

  void write(Image fitted, FloatBuffer batch, int place) {
    writing.write(fitted, batch, place);
  }

  @Override
  public void close() {
    fitting.close();
    writing.close();
  }
}
