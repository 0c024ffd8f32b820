package io.ocelli.ops.find;

import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Length;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Show;
import io.ocelli.ops.Transform;
import java.util.List;

/** Finds faces; see {@link Op}. */
@Op(
    name = "faces",
    does = "Finds faces: what three cascades agree on.",
    finds = Face.class,
    example = "faces",
    scene = "face",
    source =
        "OpenCV CascadeClassifier with frontalface_alt2, frontalface_alt, frontalface_default and"
            + " profileface; Viola and Jones (2001), Lienhart and Maydt (2002)",
    notes =
        "The findings are the faces, largest first. Not found are faces that are tilted by more"
            + " than about 15 degrees, half covered, or smaller than 20 pixels (resize first)."
            + " Profiles have one cascade only, so more of what view=profile or both finds is no"
            + " face.")
public record Faces(
    @Param(
            does =
                "side of the smallest face, of the picture's shorter side or in pixels; 20 at least",
            byDefault = "4%",
            attempt = "15%",
            min = 0,
            max = 100000)
        Length minSize,
    @Param(
            does =
                "growth from one window size to the next; smaller is slower and finds a little more",
            byDefault = "1.1",
            attempt = "1.05",
            min = 1.01,
            max = 2)
        double scale,
    @Param(
            does =
                "windows that each cascade has to accept; fewer finds more, and more that is no face",
            byDefault = "10",
            attempt = "30",
            min = 1,
            max = 1000)
        int neighbors,
    @Param(does = "the side that is seen", byDefault = "front", attempt = "both") FaceView view,
    @Param(does = "what the picture shows", byDefault = "draw", attempt = "mask") Show show)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    List<Face> faces = new FaceSearch(minSize, scale, neighbors, view).in(in);
    faces.forEach(findings::add);
    return Marked.show(
        in, show, faces.stream().map(face -> Marked.of(face.box(), "face", 0)).toList());
  }
}
