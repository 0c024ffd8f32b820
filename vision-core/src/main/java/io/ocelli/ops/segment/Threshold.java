package io.ocelli.ops.segment;

import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_OTSU;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_TRIANGLE;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Finding;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import org.bytedeco.opencv.global.opencv_imgproc;

/** Tells light from dark by one value; see {@link Op}. */
@Op(
    name = "threshold",
    does = "Tells light pixels from dark ones by one value.",
    finds = Threshold.Chosen.class,
    example = "threshold method=otsu",
    scene = "coins",
    source = "Otsu 1979; Zack, Rogers and Latt 1977 (triangle); OpenCV threshold",
    notes =
        "A pixel is light when it is above the value. Colours are made gray first. --json gives the"
            + " value that Otsu's method or the triangle method found.")
public record Threshold(
    @Param(
            does = "the value, for method=fixed",
            byDefault = "127",
            attempt = "90",
            min = 0,
            max = 255)
        int value,
    @Param(
            does = "what becomes of light and dark pixels",
            byDefault = "binary",
            attempt = "inverted")
        Type type,
    @Param(does = "who chooses the value", byDefault = "fixed", attempt = "otsu") Method method)
    implements Transform {
  /** What becomes of light and dark pixels. */
  public enum Type {
    /** Light to 255, dark to 0. */
    BINARY(opencv_imgproc.THRESH_BINARY),
    /** Light to 0, dark to 255. */
    INVERTED(opencv_imgproc.THRESH_BINARY_INV),
    /** Light to the value, dark stays. */
    TRUNCATE(opencv_imgproc.THRESH_TRUNC),
    /** Light stays, dark to 0. */
    TO_ZERO(opencv_imgproc.THRESH_TOZERO),
    /** Light to 0, dark stays. */
    TO_ZERO_INVERTED(opencv_imgproc.THRESH_TOZERO_INV);

    private final int code;

    Type(int code) {
      this.code = code;
    }
  }

  /** Who chooses the value. */
  public enum Method {
    /** The parameter. */
    FIXED(0),
    /** The one that makes the two kinds most alike within themselves. */
    OTSU(THRESH_OTSU),
    /** The foot of the histogram's one hill. */
    TRIANGLE(THRESH_TRIANGLE);

    private final int code;

    Method(int code) {
      this.code = code;
    }
  }

  /**
   * The value that a method chose.
   *
   * @param value pixels above it are light, 0 to 255
   */
  public record Chosen(int value) implements Finding {}

  @Override
  public Raster apply(Raster in, Findings findings) {
    try (Raster gray = in.to(ColorSpace.GRAY)) {
      return Raster.make(
          ColorSpace.GRAY,
          out -> {
            double used =
                opencv_imgproc.threshold(gray.mat(), out, value, 255, type.code | method.code);
            if (method != Method.FIXED) {
              findings.add(new Chosen((int) used));
            }
          });
    }
  }
}
