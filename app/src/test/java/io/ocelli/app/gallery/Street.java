package io.ocelli.app.gallery;

import io.ocelli.image.Image;
import io.ocelli.image.Rgb;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.util.Random;

/** A street by day and by night, and the back of a car. */
final class Street {
  private Street() {}

  static Image day() {
    Paper paper = new Paper(Scenes.WIDTH, Scenes.HEIGHT);
    paper.all(Paper.down(0, Paper.color(0x5f9fd8), 150, Paper.color(0xd9ecf7)));
    paper.disc(268, 34, 17, Paper.color(0xfff2b8));
    house(paper, 6, 46, 62, 106, 0xb5583f, 3, 4);
    house(paper, 70, 72, 54, 80, 0xd8c49a, 3, 3);
    house(paper, 214, 30, 46, 122, 0x7a8794, 2, 5);
    house(paper, 262, 66, 56, 86, 0xa3473b, 3, 3);
    paper.fill(area(0, 150, 320, 150, 320, 240, 0, 240), Paper.color(0x6f8f4e));
    paper.fill(area(146, 150, 178, 150, 300, 240, 20, 240), Paper.color(0x55585c));
    for (int i = 0; i < 4; i++) {
      double y = 156 + 22.0 * i;
      double w = 0.8 + 1.1 * i;
      paper.fill(
          area(162 - w, y, 162 + w, y, 162 + 1.5 * w, y + 13, 162 - 1.5 * w, y + 13), Color.WHITE);
    }
    paper.graphics().setStroke(new BasicStroke(2));
    paper.graphics().setPaint(Color.WHITE);
    paper.graphics().draw(area(149, 152, 34, 240));
    paper.graphics().draw(area(175, 152, 286, 240));
    tree(paper, 142, 150, 0.7);
    tree(paper, 196, 160, 1.1);
    tree(paper, 36, 176, 1.5);
    car(paper, 226, 196, 1);
    return paper.picture(3, 8);
  }

  /** The same street with little light: a tenth of the levels, and noise. */
  static Image night() {
    Image image = day();
    byte[] values = Paper.bytes(image);
    for (int i = 0; i < values.length; i++) {
      values[i] = Paper.level(12 + (values[i] & 255) * (i % 3 == 0 ? 0.3 : 0.24));
    }
    image.pixels().put(values);
    Paper.grain(image, 2, 9);
    return image;
  }

  /** The back of a car with its number. */
  static Image plate() {
    Paper paper = new Paper(480, 360);
    paper.all(Paper.down(0, Paper.color(0x9aa7ae), 360, Paper.color(0x5a6166)));
    paper.fill(new RoundRectangle2D.Double(40, 30, 400, 280, 70, 70), Paper.color(0x7c1f26));
    paper.fill(
        new RoundRectangle2D.Double(80, 46, 320, 100, 50, 50),
        Paper.down(46, Paper.color(0x2b3742), 146, Paper.color(0x6d808f)));
    paper.fill(new RoundRectangle2D.Double(56, 170, 60, 46, 14, 14), Paper.color(0xe23b30));
    paper.fill(new RoundRectangle2D.Double(364, 170, 60, 46, 14, 14), Paper.color(0xe23b30));
    paper.fill(new RoundRectangle2D.Double(40, 256, 400, 60, 24, 24), Paper.color(0x3a3d40));
    paper.oval(110, 322, 34, 26, Paper.color(0x17181a));
    paper.oval(370, 322, 34, 26, Paper.color(0x17181a));
    paper.fill(new RoundRectangle2D.Double(148, 188, 184, 46, 8, 8), Paper.color(0x101214));
    paper.fill(new RoundRectangle2D.Double(151, 191, 178, 40, 6, 6), Paper.color(0xf7f7f2));
    Image image = paper.picture(3, 10);
    Paper.write(image, "OC 1234 LI", 160, 222, 30, Rgb.BLACK);
    return image;
  }

  private static void house(
      Paper paper, double x, double y, double w, double h, int rgb, int across, int down) {
    paper.box(x, y, w, h, Paper.color(rgb));
    paper.box(x - 2, y - 5, w + 4, 6, Paper.color(0x4a3b34));
    Random random = new Random(Double.doubleToLongBits(x));
    for (int i = 0; i < across; i++) {
      for (int j = 0; j < down; j++) {
        double stepX = w / across;
        double stepY = h / down;
        Color glass = random.nextInt(4) == 0 ? Paper.color(0xf6e6a4) : Paper.color(0x34495c);
        paper.box(x + stepX * (i + 0.25), y + stepY * (j + 0.25), stepX / 2, stepY / 2, glass);
      }
    }
  }

  private static void tree(Paper paper, double x, double y, double scale) {
    paper.box(x - 3 * scale, y - 26 * scale, 6 * scale, 28 * scale, Paper.color(0x5d4330));
    paper.disc(x, y - 40 * scale, 18 * scale, Paper.color(0x2f6b34));
    paper.disc(x - 10 * scale, y - 32 * scale, 12 * scale, Paper.color(0x3b7d3e));
    paper.disc(x + 10 * scale, y - 34 * scale, 13 * scale, Paper.color(0x29602f));
  }

  private static void car(Paper paper, double x, double y, double scale) {
    paper.oval(x, y + 23 * scale, 34 * scale, 5 * scale, new Color(0, 0, 0, 90));
    paper.fill(
        new RoundRectangle2D.Double(x - 32 * scale, y, 64 * scale, 20 * scale, 10, 10),
        Paper.color(0xc62828));
    paper.fill(
        area(
            x - 18 * scale,
            y,
            x - 10 * scale,
            y - 14 * scale,
            x + 12 * scale,
            y - 14 * scale,
            x + 22 * scale,
            y),
        Paper.color(0x9fb9c9));
    paper.disc(x - 18 * scale, y + 20 * scale, 7 * scale, Paper.color(0x1d1d1f));
    paper.disc(x + 18 * scale, y + 20 * scale, 7 * scale, Paper.color(0x1d1d1f));
  }

  private static Path2D area(double... xy) {
    Path2D path = new Path2D.Double();
    path.moveTo(xy[0], xy[1]);
    for (int i = 2; i < xy.length; i += 2) {
      path.lineTo(xy[i], xy[i + 1]);
    }
    path.closePath();
    return path;
  }
}
