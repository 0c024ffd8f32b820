package io.ocelli.ops.feature;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Show;
import io.ocelli.ops.Transform;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/** Finds and reads QR and bar codes; see {@link Op}. */
@Op(
    name = "codes",
    does = "Finds and reads QR codes and bar codes, turned and in perspective.",
    example = "codes",
    scene = "codes",
    finds = Code.class,
    source = "ZXing; OpenCV QRCodeDetector; bars are found where gradients run one way",
    notes =
        "Reads QR, Data Matrix (one in a picture), EAN-13, EAN-8, UPC-A, Code 128 and Code 39. Only"
            + " what could be read is told, bar codes only when two scans agree. Top to bottom,"
            + " then left to right.")
public record Codes(
    @Param(does = "which codes", byDefault = "all", attempt = "qr") Kinds kinds,
    @Param(does = "which picture is given", byDefault = "draw", attempt = "mask") Show show)
    implements Transform {
  /** Kinds of codes. */
  public enum Kinds {
    /** All that can be read. */
    ALL,
    /** QR codes. */
    QR,
    /** Bar codes. */
    BARS
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    List<Code> codes = find(in);
    codes.forEach(findings::add);
    return Marks.show(
        in,
        show,
        codes,
        (canvas, code, width) -> {
          canvas.polygon(code.corners(), Marks.COLOUR, 2 * width);
          String text =
              code.text().length() > 40 ? code.text().substring(0, 39) + "…" : code.text();
          canvas.label(code.kind() + " " + text, code.corners().get(0), Marks.COLOUR);
        },
        (canvas, code, width) -> canvas.fillPolygon(code.corners(), Rgb.WHITE, 1));
  }

  private List<Code> find(Raster in) {
    List<Code> codes = new ArrayList<>();
    if (Math.min(in.width(), in.height()) < 20) {
      return codes;
    }
    try (Raster gray = in.to(ColorSpace.GRAY)) {
      Mat mat = gray.mat();
      if (kinds != Kinds.BARS) {
        codes.addAll(new QrReader(in, mat).read());
      }
      if (kinds == Kinds.ALL) {
        MatrixReader.dataMatrix(mat).ifPresent(codes::add);
      }
      if (kinds != Kinds.QR) {
        codes.addAll(new BarReader(mat, codes).read());
      }
    }
    codes.sort(
        Comparator.comparingDouble((Code c) -> c.center().y())
            .thenComparingDouble(c -> c.center().x()));
    return codes;
  }
}
