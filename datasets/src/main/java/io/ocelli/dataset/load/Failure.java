package io.ocelli.dataset.load;

import io.ocelli.dataset.Sample;

/**
 * A picture that cannot be used.
 *
 * @param sample the picture
 * @param reason why, in one line
 */
public record Failure(Sample sample, String reason) {
  /** The name of the picture's source. */
  public String source() {
    return sample.source().name();
  }
}
