package io.ocelli.ops;

/** What picture an operation gives that finds something. */
public enum Show {
  /** The picture in colour with the findings drawn on it. */
  DRAW,
  /** White where something was found, black elsewhere; one channel. */
  MASK,
  /** The picture as it came. */
  NONE
}
