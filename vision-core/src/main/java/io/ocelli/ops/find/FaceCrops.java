package io.ocelli.ops.find;

import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Length;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Part;
import io.ocelli.ops.Split;
import java.util.List;

/** Cuts out faces; see {@link Op}. */
@Op(
    name = "face-crops",
    does = "Cuts out each face that is found.",
    finds = Face.class,
    example = "face-crops",
    scene = "face",
    source = "as faces",
    notes =
        "One picture for each face, face-1 the largest; none where no face is found. The findings"
            + " are the faces in the whole picture.")
public record FaceCrops(
    @Param(
            does =
                "what is added on each side, of the face's side or in pixels; ends at the picture's edge",
            byDefault = "25%",
            attempt = "60%",
            min = 0,
            max = 10000)
        Length margin,
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
                "windows that each cascade has to accept; fewer finds more, and more that is no face",
            byDefault = "10",
            attempt = "30",
            min = 1,
            max = 1000)
        int neighbors,
    @Param(does = "the side that is seen", byDefault = "front", attempt = "both") FaceView view)
    implements Split {
  private static final double SCALE = 1.1;

  @Override
  public List<Part> split(Raster in, Findings findings) {
    List<Face> faces = new FaceSearch(minSize, SCALE, neighbors, view).in(in);
    faces.forEach(findings::add);
    return Crops.of(
        in,
        "face",
        faces.stream().map(Face::box).toList(),
        box -> margin.of(Math.round(box.width())));
  }
}
