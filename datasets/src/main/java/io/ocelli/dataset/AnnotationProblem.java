package io.ocelli.dataset;

/**
 * Something wrong with an annotation.
 *
 * @param file that holds it
 * @param line in the file, counted from 1; 0 if the whole file is meant
 * @param problem what is wrong, in a few words
 * @param value the value that is wrong, or the object or picture that it is about
 * @param outcome what was done about it
 */
public record AnnotationProblem(
    String file, int line, String problem, String value, Outcome outcome) {
  /** What became of the annotation. */
  public enum Outcome {
    /** It was changed so that it can be used, such as cut to the picture. */
    REPAIRED("repaired"),
    /** It was left out. */
    DROPPED("dropped");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    /** In a word: {@code repaired}, {@code dropped}. */
    public String word() {
      return word;
    }
  }

  /** The file, and the line if there is one: {@code labels/a.txt:3}. */
  public String place() {
    return line > 0 ? file + ":" + line : file;
  }

  /** In one line: {@code labels/a.txt:3: a box without an area: 0 0.5 0.5 0 0.1 (dropped)}. */
  public String oneLine() {
    return place() + ": " + problem + ": " + value + " (" + outcome.word() + ")";
  }
}
