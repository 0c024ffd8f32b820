package io.ocelli.dataset.synthetic;

import io.ocelli.image.ImageFormat;
import java.util.List;

/**
 * Draws pictures and knows exactly what is in them. A picture depends on the seed, the settings and
 * its index, and on nothing else; pictures may be drawn from several threads at once.
 */
public sealed interface Synthesizer permits LeafSynthesizer, ShapeSynthesizer, DigitSynthesizer {
  /** Names of the classes of pictures and of objects; the index of a class is its place here. */
  List<String> classNames();

  /** What the files of its pictures are best kept as. */
  ImageFormat fileFormat();

  /**
   * A picture with all that is known of it.
   *
   * @param index 0 or more
   */
  SyntheticPicture picture(int index);
}
