package io.ocelli.ops.feature;

import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Part;
import io.ocelli.ops.Split;
import java.util.ArrayList;
import java.util.List;

/** Gives the pages in a picture, straightened; see {@link Op}. */
@Op(
    name = "straighten",
    does = "Gives each page of a picture straightened, at the shape that it has in truth.",
    finds = Document.class,
    example = "straighten",
    scene = "document",
    source =
        "OpenCV warpPerspective; the shape of the page by Zhang and He 2007, Whiteboard scanning",
    notes =
        "Finds pages as documents does; a picture without a page gives no picture. The page's shape"
            + " is computed from its perspective, for a camera that looks from the picture's middle;"
            + " where the perspective is too weak to tell, from its sides.")
public record Straighten(
    @Param(
            does = "smallest page, as a part of the picture",
            byDefault = "0.06",
            attempt = "0.3",
            min = 0.001,
            max = 1)
        double minArea,
    @Param(does = "most pages that are given", byDefault = "20", attempt = "1", min = 1, max = 1000)
        int max,
    @Param(
            does = "width that the page gets; 0 takes the one that loses nothing",
            unit = "px",
            byDefault = "0",
            attempt = "600",
            min = 0,
            max = 20000)
        int width)
    implements Split {
  @Override
  public List<Part> split(Raster in, Findings findings) {
    List<Document> pages = new PageFinder(minArea, 0.6).find(in, max);
    List<Part> parts = new ArrayList<>();
    try {
      for (Document page : pages) {
        findings.add(page);
        parts.add(new Part("page-" + (parts.size() + 1), PageShape.straighten(in, page, width)));
      }
    } catch (RuntimeException | Error e) {
      parts.forEach(part -> part.raster().close());
      throw e;
    }
    return parts;
  }
}
