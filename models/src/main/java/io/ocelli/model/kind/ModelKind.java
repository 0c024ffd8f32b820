package io.ocelli.model.kind;

/** What a model seems to be. */
public sealed interface ModelKind {
  /**
   * One row of scores for a picture.
   *
   * @param classes how many; -1 when the model leaves it open
   */
  record Classifier(int classes) implements ModelKind {}

  /**
   * Boxes.
   *
   * @param family how they are decoded
   * @param classes how many, without a background class; -1 when the shapes do not tell
   */
  record Detector(DetectorFamily family, int classes) implements ModelKind {
    /** For people, for example {@code YOLOX, 80 classes}. */
    public String text() {
      return family.title()
          + (family.facesOnly() || classes < 0
              ? ""
              : classes == 1 ? ", 1 class" : ", " + classes + " classes");
    }
  }

  /**
   * Something for which Ocelli has no task.
   *
   * @param what it is, for example "an Ultralytics model for pose"
   */
  record Foreign(String what) implements ModelKind {}

  /** Its shapes do not tell. */
  record Unknown() implements ModelKind {}
}
