package io.ocelli.ops.feature;

import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Show;
import io.ocelli.ops.Transform;
import java.util.List;

/** Finds pages; see {@link Op}. */
@Op(
    name = "documents",
    does = "Finds pages by their four corners, in perspective and on any ground.",
    finds = Document.class,
    example = "documents",
    scene = "document",
    source =
        "Quadrilaterals of contours and of line segments (LSD), judged by how much of their sides"
            + " is an edge; sides refined to parts of a pixel",
    notes =
        "All four sides have to be seen. Figures inside of a page are not told. Largest first."
            + " straighten gives the pages themselves.")
public record Documents(
    @Param(
            does = "smallest page, as a part of the picture",
            byDefault = "0.06",
            attempt = "0.3",
            min = 0.001,
            max = 1)
        double minArea,
    @Param(
            does = "least part of each side that has to be an edge",
            byDefault = "0.6",
            attempt = "0.9",
            min = 0.1,
            max = 1)
        double minScore,
    @Param(does = "most pages that are told", byDefault = "20", attempt = "1", min = 1, max = 1000)
        int max,
    @Param(does = "which picture is given", byDefault = "draw", attempt = "mask") Show show)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    List<Document> pages = new PageFinder(minArea, minScore).find(in, max);
    pages.forEach(findings::add);
    return Marks.show(
        in,
        show,
        pages,
        (canvas, page, width) -> {
          canvas.polygon(page.corners(), Marks.COLOUR, 2 * width);
          page.corners().forEach(corner -> canvas.dot(corner, 4 * width, Marks.COLOUR));
        },
        (canvas, page, width) -> canvas.fillPolygon(page.corners(), Rgb.WHITE, 1));
  }
}
