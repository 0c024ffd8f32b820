package io.ocelli.dataset.audit;

import io.ocelli.geometry.Box;
import java.util.List;

/**
 * Something about a data set that a person should know.
 *
 * @param kind what was found
 * @param severity how much it matters here: the same kind may matter more or less
 * @param pictures the pictures that it is about, the one that is at fault first where that is
 *     known; none where it is about a class or the whole
 * @param marks the boxes that it is about, in those pictures; none where it is not about boxes
 * @param score how sure or how strong it is: likeness of near copies (0.8 to 1), probability that a
 *     label is not the given one, accuracy of a classifier, times as many pictures; NaN where there
 *     is nothing to measure; overlap of two boxes (0.9 to 1), number of pictures or objects
 * @param note a sentence for people
 */
public record Finding(
    Kind kind,
    Severity severity,
    List<AuditedPicture> pictures,
    List<Mark> marks,
    double score,
    String note) {
  /**
   * A box in a picture.
   *
   * @param picture index into the pictures of the finding
   * @param label name of its class
   * @param box in pixels of the upright picture
   */
  public record Mark(int picture, String label, Box box) {}

  /** How much a finding matters; in the order they are shown. */
  public enum Severity {
    /** What is measured on this data set, or learned from it, is wrong until this is mended. */
    SERIOUS,
    /** Likely to do harm. */
    WARNING,
    /** Worth knowing. */
    REMARK
  }

  /** What can be found; in the order they are shown. */
  public enum Kind {
    /** A file that cannot be read as a picture. */
    BROKEN("broken files"),
    /** A file or folder that could not be looked at. */
    UNREADABLE("files and folders that cannot be looked at"),
    /** An annotation that cannot be right: it was repaired or left out. */
    BAD_ANNOTATION("bad annotations"),
    /** The same picture under two labels. */
    TWO_LABELS("the same picture under two labels"),
    /** The same picture with other objects. */
    TWO_ANNOTATIONS("copies with different objects"),
    /** The same picture in two splits. */
    COPY_ACROSS_SPLITS("the same picture in two splits"),
    /** Near copies in two splits. */
    NEAR_COPY_ACROSS_SPLITS("near copies in two splits"),
    /** Near copies under two labels. */
    NEAR_COPY_TWO_LABELS("near copies under two labels"),
    /** Near copies with other objects. */
    NEAR_COPY_TWO_ANNOTATIONS("near copies with different objects"),
    /** A class that is missing where others are. */
    ABSENT_CLASS("classes absent from a split"),
    /** Two boxes of one class at one place. */
    DOUBLE_BOX("objects marked twice"),
    /** Two boxes of different classes at one place. */
    TWO_CLASSES("two classes for one object"),
    /** A box of hardly any pixels. */
    TINY_BOX("tiny boxes"),
    /** A box that is many times as long as wide. */
    SLIVER("very long or very tall boxes"),
    /** A label that the picture does not look like. */
    LIKELY_WRONG_LABEL("labels that are likely wrong"),
    /** The edge of the pictures tells the class. */
    BORDER_TELLS("backgrounds that give the label away"),
    /** The mean colour of the pictures tells the class. */
    COLOUR_TELLS("colours that give the label away"),
    /** The same picture more than once in one split. */
    COPY("the same picture twice"),
    /** Near copies in one split. */
    NEAR_COPY("near copies"),
    /** Pictures without objects. */
    NO_OBJECTS("pictures without objects"),
    /** A class without pictures or objects. */
    EMPTY_CLASS("empty classes"),
    /** A class with few pictures or objects. */
    TINY_CLASS("tiny classes"),
    /** Classes of very different sizes. */
    IMBALANCE("unequal classes"),
    /** An extension that does not fit the content. */
    WRONG_EXTENSION("extensions that do not fit the content"),
    /** Pictures with other channels or depth than most. */
    COLOUR_MODE("mixed colour modes"),
    /** Pictures stored turned. */
    EXIF_TURN("pictures that EXIF turns"),
    /** Pictures of very different sizes or shapes. */
    SIZE("mixed sizes"),
    /** How the folders were understood. */
    LAYOUT("how the folders were understood");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    /** What such findings are, in the plural: {@code near copies in two splits}. */
    public String title() {
      return title;
    }

    /** The name in files: {@code near-copy-across-splits}. */
    public String key() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /** A finding that is not about boxes. */
  public Finding(
      Kind kind, Severity severity, List<AuditedPicture> pictures, double score, String note) {
    this(kind, severity, pictures, List.of(), score, note);
  }

  /** Copies the lists. */
  public Finding {
    pictures = List.copyOf(pictures);
    marks = List.copyOf(marks);
  }
}
