package io.ocelli.dataset.audit;

import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;

/** Turns a picture into numbers that say what is on it: the last layer but one of a network. */
public interface PictureFeatures {
  /** How pictures have to be decoded for it. */
  DecodeOptions decoding();

  /**
   * The features. May be called from several threads at once, and gives the same for the same
   * picture.
   *
   * @param picture stays the caller's
   * @return of the same length for all pictures
   */
  float[] of(Image picture);
}
