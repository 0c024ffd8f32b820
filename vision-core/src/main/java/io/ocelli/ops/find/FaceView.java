package io.ocelli.ops.find;

/** From which side a face is seen. */
public enum FaceView {
  /** From the front, turned by some 30 degrees at most. */
  FRONT,
  /** From either side. */
  PROFILE,
  /** Both: from the front first, profiles where nothing was found from the front. */
  BOTH
}
