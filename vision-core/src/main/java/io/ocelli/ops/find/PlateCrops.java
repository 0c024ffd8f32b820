package io.ocelli.ops.find;

import io.ocelli.geometry.Point;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Part;
import io.ocelli.ops.Split;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Cuts out number plates; see {@link Op}. */
@Op(
    name = "plate-crops",
    finds = Plate.class,
    does = "Cuts out each number plate that is found, straightened.",
    example = "plate-crops",
    scene = "plate",
    source = "as plates; OpenCV getPerspectiveTransform, warpPerspective",
    notes =
        "One picture for each plate, plate-1 the widest; none where no plate is found. The findings"
            + " are the plates in the whole picture.")
public record PlateCrops(
    @Param(
            does = "what is added on each side, in parts of the plate's height",
            byDefault = "0.1",
            attempt = "0.5",
            min = 0,
            max = 10)
        double margin,
    @Param(does = "how they are found", byDefault = "characters", attempt = "both")
        PlateMethod method,
    @Param(does = "whether the characters are read", byDefault = "true", attempt = "false")
        boolean read,
    @Param(
            does = "folder of Tesseract's language data; none for where the system has it",
            byDefault = "none",
            attempt = "tessdata")
        Optional<String> tessdata)
    implements Split {
  @Override
  public List<Part> split(Raster in, Findings findings) {
    List<Plate> plates = new PlateFinder(method, read, tessdata).in(in);
    plates.forEach(findings::add);
    List<Part> parts = new ArrayList<>();
    try {
      for (Plate plate : plates) {
        parts.add(new Part("plate-" + (parts.size() + 1), straight(in, plate.corners())));
      }
      return parts;
    } catch (RuntimeException | Error e) {
      parts.forEach(part -> part.raster().close());
      throw e;
    }
  }

  private Raster straight(Raster in, List<Point> corners) {
    double width =
        (corners.get(0).distance(corners.get(1)) + corners.get(3).distance(corners.get(2))) / 2;
    double height =
        (corners.get(0).distance(corners.get(3)) + corners.get(1).distance(corners.get(2))) / 2;
    float edge = (float) (margin * height);
    float right = (float) (edge + width);
    float bottom = (float) (edge + height);
    float[] to = {edge, edge, right, edge, right, bottom, edge, bottom};
    float[] from = new float[8];
    for (int i = 0; i < 4; i++) {
      from[2 * i] = (float) corners.get(i).x();
      from[2 * i + 1] = (float) corners.get(i).y();
      // Corners lie between pixels, OpenCV counts from their centres.
      to[2 * i] -= 0.5f;
      to[2 * i + 1] -= 0.5f;
    }
    int columns = Math.max(1, (int) Math.round(width + 2 * edge));
    int rows = Math.max(1, (int) Math.round(height + 2 * edge));
    return Raster.make(
        in.space(),
        out -> {
          try (Mat a = new Mat(4, 1, opencv_core.CV_32FC2);
              Mat b = new Mat(4, 1, opencv_core.CV_32FC2)) {
            a.<FloatBuffer>createBuffer().put(from);
            b.<FloatBuffer>createBuffer().put(to);
            try (Mat map = opencv_imgproc.getPerspectiveTransform(a, b);
                Size size = new Size(columns, rows);
                Scalar none = new Scalar(0, 0, 0, 0)) {
              opencv_imgproc.warpPerspective(
                  in.mat(),
                  out,
                  map,
                  size,
                  opencv_imgproc.INTER_LINEAR,
                  opencv_core.BORDER_REPLICATE,
                  none);
            }
          }
        });
  }
}
