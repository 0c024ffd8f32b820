package io.ocelli.ops;

import io.ocelli.image.Raster;

/** An operation that makes one picture of one picture. */
public non-sealed interface Transform extends Operation {
  /**
   * Applies it. Every size from 1x1 on and every colour space has to work.
   *
   * @param in neither changed nor closed
   * @param findings takes what the operation measures
   * @return a new raster that the caller closes, or {@code in} itself where nothing is to be done
   * @throws io.ocelli.error.OcelliException if it cannot be done with this picture
   */
  Raster apply(Raster in, Findings findings);
}
