package io.ocelli.ops;

import io.ocelli.image.Raster;
import java.util.List;

/**
 * An operation that makes any number of pictures of one, such as a crop of each face. The rest of
 * the pipeline is applied to each of them.
 */
public non-sealed interface Split extends Operation {
  /**
   * Applies it.
   *
   * @param in neither changed nor closed
   * @param findings takes what the operation measures
   * @return new rasters that the caller closes, each with a name that is its own among them; may be
   *     empty
   * @throws io.ocelli.error.OcelliException if it cannot be done with this picture
   */
  List<Part> split(Raster in, Findings findings);
}
