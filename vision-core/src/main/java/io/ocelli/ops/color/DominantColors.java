package io.ocelli.ops.color;

import io.ocelli.draw.Canvas;
import io.ocelli.draw.LabelStyle;
import io.ocelli.draw.TextStyle;
import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Image;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import java.util.List;

/** Finds the main colours; see {@link Op}. */
@Op(
    name = "dominant-colors",
    does = "Finds the main colours and draws them as a strip below the picture.",
    finds = DominantColor.class,
    example = "dominant-colors count=5",
    source = "k-means++ (Arthur and Vassilvitskii, 2007) in CIE L*a*b*; OpenCV kmeans",
    notes =
        "Measures each colour and its share of the pixels, the largest first. The same picture"
            + " always gives the same colours. Of a large picture about 16,000 pixels on a grid are"
            + " looked at; clear parts count as white.")
public record DominantColors(
    @Param(
            does = "number of colours; fewer where the picture has fewer",
            byDefault = "5",
            attempt = "8",
            min = 1,
            max = 64)
        int count,
    @Param(does = "what becomes of the picture", byDefault = "strip", attempt = "none") Show show)
    implements Transform {
  private static final int SMALLEST_STRIP = 8;
  private static final int LETTERS = 7;

  /** What becomes of the picture. */
  public enum Show {
    /** A strip of the colours is added below it, each as wide as its share. */
    STRIP,
    /** It stays as it is; for measuring. */
    NONE
  }

  /**
   * The main colours of a picture, the most frequent first.
   *
   * @param count at least 1; fewer come back where the picture has fewer colours
   */
  public static List<DominantColor> of(Image image, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("the number of colours is at least 1, got " + count);
    }
    return LabClusters.of(image.mat(), count);
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    try (Raster bgr = in.to(ColorSpace.BGR)) {
      List<DominantColor> colors = LabClusters.of(bgr.mat(), count);
      colors.forEach(findings::add);
      return show == Show.NONE ? in : withStrip(bgr, colors);
    }
  }

  private static Raster withStrip(Raster bgr, List<DominantColor> colors) {
    int strip = Math.max(SMALLEST_STRIP, bgr.height() / 6);
    try (Image image = Image.blank(bgr.width(), bgr.height() + strip, 0, 0, 0)) {
      image.pixels().put(bgr.mat().<java.nio.ByteBuffer>createBuffer());
      Canvas canvas = Canvas.on(image);
      float left = 0;
      for (DominantColor color : colors) {
        float right = left + (float) color.share() * bgr.width();
        Box box = new Box(left, bgr.height(), right, image.height());
        canvas.fillRectangle(box, color.rgb(), 1);
        write(canvas, box, color);
        left = right;
      }
      return Raster.of(image);
    }
  }

  /** The number of the colour, where it can be read. */
  private static void write(Canvas canvas, Box box, DominantColor color) {
    double size = Math.min(box.height() * 0.4, box.width() / (LETTERS * 0.75));
    if (size < 9) {
      return;
    }
    TextStyle text = TextStyle.of(size).withFonts(TextStyle.Fonts.BUNDLED);
    canvas.text(
        color.hex(),
        new Point(
            (box.x1() + box.x2() - LETTERS * 0.58 * size) / 2,
            (box.y1() + box.y2()) / 2 + size * 0.35),
        text,
        LabelStyle.of(text, color.rgb()).foreground());
  }
}
