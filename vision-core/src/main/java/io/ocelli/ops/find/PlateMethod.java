package io.ocelli.ops.find;

/** How number plates are found. */
public enum PlateMethod {
  /** A row of characters of equal height with edges around it. */
  CHARACTERS,
  /** OpenCV's cascade, which was trained on Russian plates. */
  CASCADE,
  /** By the characters first, and what only the cascade sees after them. */
  BOTH
}
