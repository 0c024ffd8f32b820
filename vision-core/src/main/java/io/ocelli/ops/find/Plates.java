package io.ocelli.ops.find;

import io.ocelli.geometry.Point;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Show;
import io.ocelli.ops.Transform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds and reads number plates; see {@link Op}. */
@Op(
    name = "plates",
    finds = Plate.class,
    does = "Finds number plates and reads them.",
    example = "plates",
    scene = "plate",
    source =
        "rows of connected components of an adaptive threshold, edges around them, Tesseract (LSTM);"
            + " OpenCV CascadeClassifier with russian_plate_number",
    notes =
        "The findings are the plates, widest first, with corners and text. Plates have one line of"
            + " four characters or more, 8 pixels high at least, turned by 20 degrees at most. Other"
            + " signs with a line of text and an edge around it are found too; when it is read, only"
            + " those with a digit, and only what reads much the same several times. O and 0, I and 1"
            + " look alike in many fonts and may be read one for the other. Without Tesseract's"
            + " English data the plates are found and not read; each finding's note then says how"
            + " to get it.")
public record Plates(
    @Param(does = "how they are found", byDefault = "characters", attempt = "both")
        PlateMethod method,
    @Param(does = "whether the characters are read", byDefault = "true", attempt = "false")
        boolean read,
    @Param(
            does = "folder of Tesseract's language data; none for where the system has it",
            byDefault = "none",
            attempt = "tessdata")
        Optional<String> tessdata,
    @Param(does = "what the picture shows", byDefault = "draw", attempt = "mask") Show show)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    List<Plate> plates = new PlateFinder(method, read, tessdata).in(in);
    List<Marked> marks = new ArrayList<>();
    for (Plate plate : plates) {
      findings.add(plate);
      List<Point> edges =
          plate.corners().stream().map(p -> new Point(p.x() + 0.5, p.y() + 0.5)).toList();
      marks.add(new Marked(edges, plate.text().orElse("plate"), 0));
    }
    return Marked.show(in, show, marks);
  }
}
