package io.ocelli.augment;

/** Changes values of pixels; what is marked in the picture stays where it is. */
public non-sealed interface PixelChange extends Change {
  /**
   * Draws what happens to a picture.
   *
   * @param width of the picture as it is at this step
   * @param height of the picture as it is at this step
   */
  PixelEdit draw(int width, int height, Dice dice);
}
