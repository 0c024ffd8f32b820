package io.ocelli.ops.find;

import io.ocelli.geometry.Box;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Length;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Show;
import io.ocelli.ops.Transform;
import java.util.List;

/** Finds smiles in faces; see {@link Op}. */
@Op(
    name = "smiles",
    finds = FacePart.class,
    does = "Finds smiling mouths in the faces that are found.",
    example = "smiles neighbors=20",
    scene = "face",
    source = "OpenCV CascadeClassifier with smile",
    notes =
        "The findings are the mouths that smile, at most one for each face, faces largest first. Faces are found as by faces. A smile that shows no teeth is often not seen, an open mouth that does not smile often is.")
public record Smiles(
    @Param(
            does = "windows that have to be accepted; fewer finds more, and more that is wrong",
            byDefault = "350",
            attempt = "600",
            min = 2,
            max = 5000)
        int neighbors,
    @Param(
            does =
                "side of the smallest face, of the picture's shorter side or in pixels; 20 at least",
            byDefault = "4%",
            attempt = "15%",
            min = 0,
            max = 100000)
        Length minSize,
    @Param(does = "what the picture shows", byDefault = "draw", attempt = "mask") Show show)
    implements Transform {
  private List<FacePartSearch> searches() {
    return List.of(
        new FacePartSearch(
            new Box(0.25f, 0.6f, 0.75f, 0.98f), List.of(Cascade.SMILE), 0.28, 0.75, neighbors));
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    List<FacePart> parts = FacePartSearch.in(in, minSize, searches());
    parts.forEach(findings::add);
    return Marked.show(in, show, parts.stream().map(part -> Marked.of(part.box(), "", 5)).toList());
  }
}
