package io.ocelli.app.report;

import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.audit.Finding.Mark;
import io.ocelli.geometry.Box;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import io.ocelli.image.Thumbnails;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;

/** A thumbnail with boxes drawn into it, each class in its colour. */
final class MarkedThumbnail {
  /** What is shown of the picture. */
  enum View {
    WHOLE,
    /** The boxes and their surroundings, where they are small in the picture. */
    NEAR
  }

  private static final List<String> COLOURS =
      List.of(
          "#ff3b30", "#19b24b", "#3d7bff", "#ff9500", "#b83df5", "#00b8d4", "#ff4fc3", "#c6d300");

  private static final Color HALO = new Color(0, 0, 0, 150);

  /** Least side of what is shown near a box, in pixels of the picture. */
  private static final double NEAR = 48;

  /** A view of more than this share of the picture shows the whole as well. */
  private static final double LARGE = 0.35;

  private MarkedThumbnail() {}

  /** The colour of a class, as CSS writes it; they repeat. */
  static String colour(int label) {
    return COLOURS.get(Math.floorMod(label, COLOURS.size()));
  }

  /**
   * As the bytes of a JPEG.
   *
   * @param marks all in this picture
   * @param classes names in the order of their indices
   * @param longerSide of the thumbnail in pixels
   */
  static byte[] jpeg(
      ByteSource source, List<Mark> marks, List<String> classes, View view, int longerSide)
      throws IOException {
    try (Image image = Image.decode(source.read(), source.name(), DecodeOptions.DEFAULT)) {
      Rectangle2D part = part(marks, image, view);
      BufferedImage small = scaled(image, part, longerSide);
      double scale = small.getWidth() / part.getWidth();
      Graphics2D g = small.createGraphics();
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      for (Mark mark : marks) {
        Box box = mark.box();
        Rectangle2D shape =
            new Rectangle2D.Double(
                (box.x1() - part.getX()) * scale,
                (box.y1() - part.getY()) * scale,
                box.width() * scale,
                box.height() * scale);
        g.setColor(HALO);
        g.setStroke(new BasicStroke(3.5f));
        g.draw(shape);
        g.setColor(Color.decode(colour(classes.indexOf(mark.label()))));
        g.setStroke(new BasicStroke(2f));
        g.draw(shape);
      }
      g.dispose();
      try (Image drawn = Image.of(small)) {
        return drawn.encode(ImageFormat.JPEG, 85);
      }
    }
  }

  /** What is shown, in whole pixels of the picture. */
  private static Rectangle2D part(List<Mark> marks, Image image, View view) {
    Rectangle2D whole = new Rectangle2D.Double(0, 0, image.width(), image.height());
    if (view == View.WHOLE || marks.isEmpty()) {
      return whole;
    }
    Box first = marks.get(0).box();
    Rectangle2D all = rectangle(first);
    marks.forEach(mark -> all.add(rectangle(mark.box())));
    double side = Math.max(NEAR, 2.5 * Math.max(all.getWidth(), all.getHeight()));
    int left = (int) Math.floor(all.getCenterX() - side / 2);
    int top = (int) Math.floor(all.getCenterY() - side / 2);
    Rectangle2D part =
        new Rectangle2D.Double(left, top, Math.ceil(side), Math.ceil(side))
            .createIntersection(whole);
    boolean large =
        part.getWidth() < 1
            || part.getHeight() < 1
            || part.getWidth() * part.getHeight() > LARGE * image.width() * image.height();
    return large ? whole : part;
  }

  private static Rectangle2D rectangle(Box box) {
    return new Rectangle2D.Double(box.x1(), box.y1(), box.width(), box.height());
  }

  private static BufferedImage scaled(Image image, Rectangle2D part, int longerSide) {
    double longer = Math.max(part.getWidth(), part.getHeight());
    if (part.getWidth() == image.width() && part.getHeight() == image.height()) {
      if (longer >= longerSide) {
        return colour(Thumbnails.of(image, longerSide));
      }
    }
    double scale = longerSide / longer;
    BufferedImage drawn =
        new BufferedImage(
            Math.max(1, (int) Math.round(part.getWidth() * scale)),
            Math.max(1, (int) Math.round(part.getHeight() * scale)),
            BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = drawn.createGraphics();
    // Pixels are told apart where there are few.
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION,
        scale >= 3
            ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR
            : RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    g.drawImage(
        image.toBufferedImage(),
        0,
        0,
        drawn.getWidth(),
        drawn.getHeight(),
        (int) part.getMinX(),
        (int) part.getMinY(),
        (int) part.getMaxX(),
        (int) part.getMaxY(),
        null);
    g.dispose();
    return drawn;
  }

  /** The same where colours can be drawn into it: a gray picture has none. */
  private static BufferedImage colour(BufferedImage small) {
    BufferedImage colour =
        new BufferedImage(small.getWidth(), small.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = colour.createGraphics();
    g.drawImage(small, 0, 0, null);
    g.dispose();
    return colour;
  }
}
