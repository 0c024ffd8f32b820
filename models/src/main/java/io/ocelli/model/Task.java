package io.ocelli.model;

import io.ocelli.error.NearNames;
import io.ocelli.error.OcelliException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a model is for. */
public enum Task {
  /** One label for a picture. */
  CLASSIFY,
  /** Boxes with labels. */
  DETECT,
  /** A vector of features. */
  EMBED;

  /** The name in model files and on the command line: classify, detect, embed. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The task of this name.
   *
   * @param origin where the name stands, for the message
   * @throws OcelliException when there is none
   */
  public static Task parse(String key, String origin) {
    List<String> known = Arrays.stream(values()).map(Task::key).toList();
    int at = known.indexOf(key.strip().toLowerCase(Locale.ROOT));
    if (at < 0) {
      throw new OcelliException("no such task", key, origin, NearNames.remedy(key, known));
    }
    return values()[at];
  }
}
