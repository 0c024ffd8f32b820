package io.ocelli.ops.find;

import io.ocelli.draw.Annotator;
import io.ocelli.draw.Canvas;
import io.ocelli.draw.Palette;
import io.ocelli.geometry.Point;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Image;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Show;
import java.util.List;

/**
 * Where something was found, to be shown.
 *
 * @param corners of its outline, in pixels; edges lie between pixels, as those of a box
 * @param text its label; empty for none
 * @param colour index in the {@link Palette}
 */
record Marked(List<Point> corners, String text, int colour) {
  static Marked of(io.ocelli.geometry.Box box, String text, int colour) {
    return new Marked(
        List.of(
            new Point(box.x1(), box.y1()),
            new Point(box.x2(), box.y1()),
            new Point(box.x2(), box.y2()),
            new Point(box.x1(), box.y2())),
        text,
        colour);
  }

  /** The picture that an operation gives. */
  static Raster show(Raster in, Show how, List<Marked> marks) {
    return switch (how) {
      case NONE -> in;
      case DRAW -> drawn(in, marks);
      case MASK -> mask(in, marks);
    };
  }

  private static Raster drawn(Raster in, List<Marked> marks) {
    if (marks.isEmpty()) {
      return in.to(ColorSpace.BGR);
    }
    try (Image image = in.toImage()) {
      Annotator annotator = new Annotator();
      for (Marked mark : marks) {
        annotator.polygon(image, mark.centres(), mark.text, mark.colour);
      }
      return Raster.of(image);
    }
  }

  private static Raster mask(Raster in, List<Marked> marks) {
    try (Image image = Image.blank(in.width(), in.height(), 0, 0, 0)) {
      Canvas canvas = Canvas.on(image);
      for (Marked mark : marks) {
        canvas.fillPolygon(mark.centres(), Rgb.WHITE, 1);
      }
      try (Raster bgr = Raster.of(image)) {
        return bgr.to(ColorSpace.GRAY);
      }
    }
  }

  /** On the canvas whole numbers are the centres of pixels. */
  private List<Point> centres() {
    return corners.stream().map(p -> new Point(p.x() - 0.5, p.y() - 0.5)).toList();
  }
}
