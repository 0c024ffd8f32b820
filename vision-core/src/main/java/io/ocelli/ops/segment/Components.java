package io.ocelli.ops.segment;

import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import java.nio.IntBuffer;
import java.util.Optional;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Counts what hangs together; see {@link Op}. */
@Op(
    name = "components",
    does = "Counts and measures what hangs together: areas, boxes, centroids.",
    finds = Region.class,
    example = "components show=color",
    scene = "shapes",
    source = "OpenCV connectedComponents",
    notes = "--json gives number, area, box and centroid of each, the largest first.")
public record Components(
    @Param(
            does = "threshold between things and ground; none is Otsu's",
            byDefault = "none",
            attempt = "90",
            min = 0,
            max = 255)
        Optional<Integer> value,
    @Param(does = "whether things are light or dark", byDefault = "light", attempt = "dark")
        Foreground foreground,
    @Param(
            does = "4: pixels hang together by their sides; 8: by their corners too",
            byDefault = "8",
            attempt = "4",
            min = 4,
            max = 8)
        int connectivity,
    @Param(
            does = "smaller ones are left out",
            unit = "px",
            byDefault = "1",
            attempt = "50",
            min = 1,
            max = 1e9)
        int minArea,
    @Param(does = "what is shown", byDefault = "draw", attempt = "color") Show show)
    implements Transform {
  /** What is shown. */
  public enum Show {
    /** The picture with boxes and numbers. */
    DRAW,
    /** A colour for each, on black. */
    COLOR,
    /** White where there are things. */
    MASK,
    /** The picture as it is. */
    NONE
  }

  /** Checks the connectivity. */
  public Components {
    if (connectivity != 4 && connectivity != 8) {
      throw new IllegalArgumentException("connectivity is 4 or 8, got " + connectivity);
    }
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    Regions regions = find(in);
    regions.tell(findings);
    return switch (show) {
      case DRAW -> regions.boxes(in);
      case COLOR -> regions.colours();
      case MASK -> regions.mask();
      case NONE -> in;
    };
  }

  private Regions find(Raster in) {
    try (Mat mask = new Mat();
        Mat labels = new Mat()) {
      foreground.mask(in, value, mask);
      int count =
          opencv_imgproc.connectedComponents(mask, labels, connectivity, opencv_core.CV_32S);
      int[] numbers = new int[in.width() * in.height()];
      labels.<IntBuffer>createBuffer().get(numbers);
      return Regions.of(in.width(), in.height(), numbers, count - 1, minArea);
    }
  }
}
