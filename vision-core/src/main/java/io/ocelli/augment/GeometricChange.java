package io.ocelli.augment;

/** Moves pixels, and with them all that is marked in the picture. */
public non-sealed interface GeometricChange extends Change {
  /**
   * Draws what happens to a picture.
   *
   * @param width of the picture as it is at this step
   * @param height of the picture as it is at this step
   */
  Motion draw(int width, int height, Dice dice);
}
