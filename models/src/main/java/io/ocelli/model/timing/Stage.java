package io.ocelli.model.timing;

import java.util.Locale;

/** What happens to a picture, from its path to its answer. */
public enum Stage {
  /** The file is read and decoded. */
  DECODE,
  /** It becomes a tensor. */
  PREPROCESS,
  /** The model runs. */
  RUN,
  /** The model's numbers become labels. */
  POSTPROCESS,
  /** All of it. */
  WHOLE;

  /** decode, preprocess, run, postprocess, whole. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
