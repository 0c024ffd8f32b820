package io.ocelli.app.gallery;

import io.ocelli.dataset.synthetic.LeafCondition;
import io.ocelli.dataset.synthetic.LeafSynthesizer;
import io.ocelli.draw.Canvas;
import io.ocelli.geometry.Point;
import io.ocelli.geometry.RotatedBox;
import io.ocelli.image.Image;
import io.ocelli.image.Rgb;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.RadialGradientPaint;
import java.awt.geom.Arc2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/** Leaves and a face. */
final class Nature {
  private static final int SIZE = Scenes.WIDTH;

  private Nature() {}

  static Image leaf() {
    return cut(LeafCondition.RUST, 6, 0, 40, Scenes.WIDTH, Scenes.HEIGHT);
  }

  /** A piece of the leaf as it is, to be found again. */
  static Image leafPart() {
    return cut(LeafCondition.RUST, 6, 140, 140, 80, 60);
  }

  /** Bright about the middle of the leaf. */
  static Image mask() {
    Image mask = Image.blank(Scenes.WIDTH, Scenes.HEIGHT, 0, 0, 0);
    Canvas.on(mask).fillEllipse(new RotatedBox(new Point(155, 140), 250, 120, -15), Rgb.WHITE, 1);
    return mask;
  }

  /** A leaf with the noise of a dim room, and a few dead pixels. */
  static Image noisy() {
    Image image = cut(LeafCondition.SPOTS, 5, 0, 40, Scenes.WIDTH, Scenes.HEIGHT);
    Random random = new Random(3);
    byte[] values = Paper.bytes(image);
    for (int i = 0; i < values.length; i++) {
      values[i] = Paper.level((values[i] & 255) + random.nextGaussian() * 22);
    }
    for (int i = 0; i < 900; i++) {
      int at = 3 * random.nextInt(values.length / 3);
      byte dead = (byte) (random.nextBoolean() ? 255 : 0);
      values[at] = dead;
      values[at + 1] = dead;
      values[at + 2] = dead;
    }
    image.pixels().put(values);
    return image;
  }

  /** A face as a painter would shade it: enough for a cascade that looks for light and dark. */
  static Image face() {
    Paper paper = new Paper(Scenes.WIDTH, Scenes.HEIGHT);
    paper.all(Paper.down(0, Paper.color(0x9fb8c8), 240, Paper.color(0x6d8797)));
    paper.oval(160, 262, 120, 70, Paper.color(0x31506f));
    paper.box(136, 170, 48, 50, Paper.color(0xc08a68));
    paper.oval(160, 108, 76, 92, Paper.color(0x3a2a20));
    paper.oval(
        160,
        122,
        62,
        80,
        new RadialGradientPaint(
            160f,
            125f,
            85f,
            new float[] {0, 0.6f, 1},
            new Color[] {Paper.color(0xf2c9a6), Paper.color(0xe3b18b), Paper.color(0xa9765a)}));
    for (int side = -1; side <= 1; side += 2) {
      double x = 160 + side * 26;
      paper.oval(x, 104, 20, 11, new Color(110, 66, 48, 130));
      paper.oval(x, 106, 13, 6.5, Paper.color(0xf5efe8));
      paper.disc(x, 106, 6, Paper.color(0x3b2a1d));
      paper.disc(x - 2, 104, 1.6, Color.WHITE);
      paper.graphics().setPaint(Paper.color(0x3a2a20));
      paper.graphics().setStroke(new BasicStroke(6, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      paper.graphics().draw(new Arc2D.Double(x - 18, 86, 36, 18, 30, 120, Arc2D.OPEN));
      paper.oval(160 + side * 8, 148, 4, 2.5, new Color(110, 60, 45, 170));
      paper.oval(160 + side * 34, 140, 16, 12, new Color(230, 130, 110, 60));
    }
    paper.fill(triangle(154, 108, 166, 108, 160, 146), new Color(250, 220, 190, 150));
    paper.oval(160, 151, 13, 4, new Color(150, 95, 70, 90));
    paper.graphics().setPaint(Paper.color(0x9c3f3a));
    paper.graphics().setStroke(new BasicStroke(5, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    paper.graphics().draw(new Arc2D.Double(134, 150, 52, 30, 200, 140, Arc2D.OPEN));
    paper.oval(160, 188, 14, 4, new Color(140, 90, 70, 70));
    return paper.picture(3, 1);
  }

  private static Path2D triangle(double... xy) {
    Path2D path = new Path2D.Double();
    path.moveTo(xy[0], xy[1]);
    path.lineTo(xy[2], xy[3]);
    path.lineTo(xy[4], xy[5]);
    path.closePath();
    return path;
  }

  private static Image cut(LeafCondition condition, int index, int x, int y, int w, int h) {
    BufferedImage drawn = new LeafSynthesizer(SIZE, 7).draw(condition, index);
    return Image.of(drawn.getSubimage(x, y, w, h));
  }
}
