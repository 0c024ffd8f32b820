package io.ocelli.ops.color;

/** What a change of tones goes by, in a picture with colours. */
public enum On {
  /** Luma alone: colours keep their hue. */
  LUMA,
  /** Blue, green and red, each on its own: a tint goes away, or comes. */
  CHANNELS
}
