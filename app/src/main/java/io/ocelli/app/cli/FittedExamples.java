package io.ocelli.app.cli;

import io.ocelli.augment.Example;
import io.ocelli.dataset.load.ExampleSource;
import io.ocelli.dataset.load.Known;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import io.ocelli.image.MinimumSize;
import io.ocelli.image.Preprocess;
import io.ocelli.image.Preprocessor;
import java.util.Optional;

/** The pictures of another source, made smaller where they are larger than a square. */
final class FittedExamples implements ExampleSource {
  private final ExampleSource source;
  private final int side;

  FittedExamples(ExampleSource source, int side) {
    this.source = source;
    this.side = side;
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
  public Image decode(int index, DecodeOptions decoding) {
    return fitted(source.decode(index, reduced(decoding)), side, false);
  }

  @Override
  public Example read(int index, DecodeOptions decoding) {
    try (Example whole = source.read(index, reduced(decoding))) {
      int width = whole.width();
      int height = whole.height();
      Image small = fitted(whole.picture().copy(), side, false);
      return Example.owning(
          small,
          whole.labels(),
          whole.objects().stream()
              .map(one -> one.scaled(width, height, small.width(), small.height()))
              .toList(),
          Optional.empty());
    }
  }

  private DecodeOptions reduced(DecodeOptions decoding) {
    return decoding.withMinimum(MinimumSize.filling(side, side));
  }

  /**
   * A picture whose longer side has a length, if it was longer or is to be enlarged.
   *
   * @param picture is closed, or is what is returned
   */
  static Image fitted(Image picture, int side, boolean enlarge) {
    int longer = Math.max(picture.width(), picture.height());
    if (longer == side || (longer < side && !enlarge)) {
      return picture;
    }
    int width = Math.max(1, (int) Math.round((double) picture.width() * side / longer));
    int height = Math.max(1, (int) Math.round((double) picture.height() * side / longer));
    try (picture;
        Preprocessor fitting = Preprocess.stretch01(width, height).start()) {
      return fitting.fit(picture);
    }
  }
}
