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

/** Finds eyes in faces; see {@link Op}. */
@Op(
    name = "eyes",
    finds = FacePart.class,
    does = "Finds open eyes in the faces that are found.",
    example = "eyes",
    scene = "face",
    source = "OpenCV CascadeClassifier with eye_tree_eyeglasses and eye",
    notes =
        "The findings are the eyes, at most two for each face, faces largest first and the eye on the left first. Faces are found as by faces; those below some 40 pixels seldom show their eyes.")
public record Eyes(
    @Param(
            does = "windows that have to be accepted; fewer finds more, and more that is wrong",
            byDefault = "4",
            attempt = "20",
            min = 2,
            max = 1000)
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
    List<Cascade> cascades = List.of(Cascade.EYE_WITH_GLASSES, Cascade.EYE);
    return List.of(
        new FacePartSearch(new Box(0.1f, 0.2f, 0.5f, 0.55f), cascades, 0.14, 0.4, neighbors),
        new FacePartSearch(new Box(0.5f, 0.2f, 0.9f, 0.55f), cascades, 0.14, 0.4, neighbors));
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    List<FacePart> parts = FacePartSearch.in(in, minSize, searches());
    parts.forEach(findings::add);
    return Marked.show(in, show, parts.stream().map(part -> Marked.of(part.box(), "", 1)).toList());
  }
}
