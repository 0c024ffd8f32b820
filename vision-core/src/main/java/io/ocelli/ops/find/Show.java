package io.ocelli.ops.find;

/** What an operation that finds things gives as its picture. */
public enum Show {
  /** The picture in colour, with what was found drawn on it. */
  DRAW,
  /** Gray: 255 where something was found, 0 elsewhere. */
  MASK,
  /** The picture as it came; only the findings matter. */
  NONE
}
