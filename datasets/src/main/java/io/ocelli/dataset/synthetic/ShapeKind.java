package io.ocelli.dataset.synthetic;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Locale;

/** What is to be found in the pictures of {@link ShapeSynthesizer}. */
public enum ShapeKind {
  /** Round. */
  CIRCLE,
  /** Four equal sides, turned by any angle. */
  SQUARE,
  /** Four to seven points. */
  STAR,
  /** A word or a number of two to six characters, as a pen writes it. */
  TEXT,
  /** Three sides, no angle below about 35 degrees. */
  TRIANGLE;

  /** The name of the class: {@code circle}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * An outline around (0, 0).
   *
   * @param reach distance of its furthest points from there, about, in pixels
   */
  Shape outline(double reach, Dice dice) {
    AffineTransform turn = AffineTransform.getRotateInstance(dice.in(0, 2 * Math.PI));
    return switch (this) {
      case CIRCLE -> new Ellipse2D.Double(-reach, -reach, 2 * reach, 2 * reach);
      case SQUARE -> {
        double side = reach * Math.sqrt(2);
        yield turn.createTransformedShape(new Rectangle2D.Double(-side / 2, -side / 2, side, side));
      }
      case STAR -> turn.createTransformedShape(star(reach, dice));
      case TRIANGLE -> turn.createTransformedShape(triangle(reach, dice));
      case TEXT -> text(reach, dice);
    };
  }

  private static Path2D.Double star(double reach, Dice dice) {
    int points = dice.between(4, 7);
    double inner = reach * (points == 4 ? dice.in(0.3, 0.42) : dice.in(0.36, 0.52));
    Path2D.Double path = new Path2D.Double();
    for (int i = 0; i < 2 * points; i++) {
      double radius = i % 2 == 0 ? reach : inner;
      double x = radius * Math.cos(Math.PI * i / points);
      double y = radius * Math.sin(Math.PI * i / points);
      if (i == 0) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    }
    path.closePath();
    return path;
  }

  // An angle at the rim is half of the arc across from it.
  private static Path2D.Double triangle(double reach, Dice dice) {
    double first = 2 * Math.PI / 3 + dice.in(-0.75, 0.75);
    double second = first + (2 * Math.PI - first) / 2 + dice.in(-0.5, 0.5);
    Path2D.Double path = new Path2D.Double();
    path.moveTo(reach, 0);
    path.lineTo(reach * Math.cos(first), reach * Math.sin(first));
    path.lineTo(reach * Math.cos(second), reach * Math.sin(second));
    path.closePath();
    return path;
  }

  private static Shape text(double reach, Dice dice) {
    boolean number = dice.chance(0.3);
    int length = dice.between(2, 6);
    double gap = Glyphs.WIDTH * dice.in(0.3, 0.6);
    Path2D.Double word = new Path2D.Double();
    for (int i = 0; i < length; i++) {
      Path2D.Double glyph =
          number
              ? Glyphs.digit(dice.between(0, 9), 0, dice)
              : Glyphs.letter(
                  Glyphs.ALPHABET.charAt(dice.between(0, Glyphs.ALPHABET.length() - 1)), dice);
      glyph.transform(AffineTransform.getTranslateInstance(i * (Glyphs.WIDTH + gap), 0));
      word.append(glyph, false);
    }
    double wide = length * (Glyphs.WIDTH + gap) - gap;
    AffineTransform place = new AffineTransform();
    // Mostly level, as writing is.
    place.rotate(dice.chance(0.7) ? 0.5 * dice.bell() : dice.in(0, 2 * Math.PI));
    place.shear(0.4 * dice.bell(), 0);
    double scale = 2 * reach / Math.hypot(wide, Glyphs.HEIGHT);
    place.scale(scale, scale);
    place.translate(-wide / 2, -Glyphs.HEIGHT / 2);
    float thick = (float) (scale * dice.in(1.6, 3.4));
    boolean round = dice.chance(0.5);
    return new BasicStroke(
            thick,
            round ? BasicStroke.CAP_ROUND : BasicStroke.CAP_SQUARE,
            round ? BasicStroke.JOIN_ROUND : BasicStroke.JOIN_MITER)
        .createStrokedShape(place.createTransformedShape(word));
  }
}
