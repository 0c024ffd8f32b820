package io.ocelli.app.gallery;

import io.ocelli.image.Image;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.RadialGradientPaint;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Random;

/** Coins, shapes, dots and a chessboard. */
final class Things {
  private Things() {}

  /** Eleven coins of three kinds on cloth; some touch. */
  static Image coins() {
    Paper paper = new Paper(Scenes.WIDTH, Scenes.HEIGHT);
    paper.all(Paper.down(0, Paper.color(0x23406b), 240, Paper.color(0x16294a)));
    double[][] coins = {
      {50, 52, 26}, {101, 50, 25}, {160, 44, 20}, {210, 62, 30}, {275, 50, 22},
      {44, 130, 20}, {104, 130, 32}, {172, 128, 22}, {262, 128, 32}, {80, 200, 24},
      {190, 196, 30}
    };
    for (int i = 0; i < coins.length; i++) {
      coin(paper, coins[i][0], coins[i][1], coins[i][2], i % 3);
    }
    return paper.picture(4, 2);
  }

  private static void coin(Paper paper, double x, double y, double r, int kind) {
    int[][] metals = {{0xf4e3b0, 0xc79a3e}, {0xf2f2ee, 0xa9acb0}, {0xf0c0a0, 0xb0673c}};
    paper.disc(x + 3, y + 4, r, new Color(0, 0, 0, 90));
    paper.disc(x, y, r, Paper.color(metals[kind][1]));
    paper.disc(
        x,
        y,
        r * 0.9,
        new RadialGradientPaint(
            (float) (x - r / 3),
            (float) (y - r / 3),
            (float) (1.4 * r),
            new float[] {0, 1},
            new Color[] {Paper.color(metals[kind][0]), Paper.color(metals[kind][1])}));
    paper.graphics().setStroke(new BasicStroke(1.5f));
    paper.graphics().setPaint(new Color(80, 60, 30, 120));
    paper.graphics().draw(new Ellipse2D.Double(x - r * 0.72, y - r * 0.72, r * 1.44, r * 1.44));
    paper.fill(star(x, y, r * 0.42, 5), new Color(90, 65, 30, 110));
  }

  /** Seven plain shapes, bright on dark. */
  static Image shapes() {
    Paper paper = new Paper(Scenes.WIDTH, Scenes.HEIGHT);
    paper.all(Paper.color(0x22262c));
    paper.disc(56, 60, 36, Paper.color(0x56b4e9));
    paper.box(120, 24, 76, 72, Paper.color(0xe69f00));
    paper.fill(regular(260, 66, 44, 3), Paper.color(0x3ccf9f));
    paper.fill(star(60, 178, 46, 5), Paper.color(0xff8a4a));
    AffineTransform turned = AffineTransform.getRotateInstance(Math.toRadians(-25), 160, 172);
    paper.fill(
        turned.createTransformedShape(new Ellipse2D.Double(112, 146, 96, 52)),
        Paper.color(0xe8a0c8));
    paper.fill(regular(258, 174, 40, 6), Paper.color(0xf0e442));
    paper.fill(
        AffineTransform.getRotateInstance(Math.toRadians(35), 160, 118)
            .createTransformedShape(new Rectangle2D.Double(146, 112, 28, 12)),
        Paper.color(0xf4f1ea));
    return paper.picture(0, 0);
  }

  /** White and black dots on gray. */
  static Image dots() {
    Paper paper = new Paper(Scenes.WIDTH, Scenes.HEIGHT);
    paper.all(Paper.down(0, Paper.color(0x8a8f94), 240, Paper.color(0x74797e)));
    Random random = new Random(4);
    for (int i = 0; i < 24; i++) {
      double x = 30 + i % 6 * 52 + random.nextDouble() * 12 - 6;
      double y = 36 + i / 6 * 56 + random.nextDouble() * 12 - 6;
      double r = 6 + random.nextDouble() * 8;
      paper.disc(x, y, r, random.nextInt(5) < 2 ? Paper.color(0x15181b) : Paper.color(0xf6f6f2));
    }
    return paper.picture(3, 5);
  }

  /** A chessboard seen a little from the side. */
  static Image grid() {
    Paper paper = new Paper(Scenes.WIDTH, Scenes.HEIGHT);
    paper.all(Paper.color(0xb9b2a4));
    paper.graphics().shear(-0.12, 0.05);
    paper.box(48, 12, 248, 204, Paper.color(0x6b4a2e));
    for (int row = 0; row < 6; row++) {
      for (int column = 0; column < 8; column++) {
        boolean dark = (row + column) % 2 == 0;
        paper.box(
            60 + column * 28,
            22 + row * 30.5,
            28,
            30.5,
            dark ? Paper.color(0x2c2a29) : Paper.color(0xf0e6d2));
      }
    }
    return paper.picture(2, 6);
  }

  private static Path2D regular(double x, double y, double radius, int corners) {
    return through(x, y, corners, 1, radius);
  }

  private static Path2D star(double x, double y, double radius, int points) {
    return through(x, y, 2 * points, 0.45, radius);
  }

  private static Path2D through(double x, double y, int corners, double inner, double radius) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < corners; i++) {
      double r = i % 2 == 1 ? radius * inner : radius;
      double t = 2 * Math.PI * i / corners - Math.PI / 2;
      if (i == 0) {
        path.moveTo(x + r * Math.cos(t), y + r * Math.sin(t));
      } else {
        path.lineTo(x + r * Math.cos(t), y + r * Math.sin(t));
      }
    }
    path.closePath();
    return path;
  }
}
