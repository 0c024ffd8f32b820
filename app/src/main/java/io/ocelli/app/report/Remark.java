package io.ocelli.app.report;

/**
 * A sentence or two that a figure calls for.
 *
 * @param kind how much it matters
 * @param title the finding, in a few words
 * @param text what it rests on and what to try
 */
public record Remark(Kind kind, String title, String text) {
  /** How much a remark matters; in the order they are shown. */
  public enum Kind {
    /** The result should not be used before this is looked at. */
    WARNING,
    /** Worth knowing. */
    NOTE,
    /** As it should be. */
    GOOD
  }
}
