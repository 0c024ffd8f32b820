package io.ocelli.app.gallery;

import io.ocelli.image.Image;
import io.ocelli.image.Rgb;
import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.Random;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_objdetect.QRCodeEncoder;

/** A letter on a desk, a badly lit page, and codes. */
final class Prints {
  private static final Rgb INK = new Rgb(30, 32, 38);

  private Prints() {}

  /** A sheet of paper that lies turned and tilted on a wooden desk. */
  static Image document() {
    try (Image sheet = letter()) {
      Paper paper = new Paper(Scenes.WIDTH, Scenes.HEIGHT);
      paper.all(Paper.down(0, Paper.color(0x6b4528), 240, Paper.color(0x4a2e1a)));
      Random random = new Random(12);
      for (int i = 0; i < 90; i++) {
        double y = random.nextDouble() * 240;
        paper.box(0, y, 320, 0.6 + random.nextDouble(), new Color(30, 15, 5, 40));
      }
      tilted(paper, sheet);
      paper.disc(292, 208, 20, Paper.color(0xe8e2d6));
      paper.disc(292, 208, 15, Paper.color(0x3b2416));
      return paper.picture(3, 13);
    }
  }

  /** Draws the sheet row by row, each one narrower towards the top: a simple perspective. */
  private static void tilted(Paper paper, Image sheet) {
    BufferedImage flat = sheet.toBufferedImage();
    int rows = 400;
    AffineTransform turn = AffineTransform.getRotateInstance(Math.toRadians(-7), 160, 120);
    for (int shadow = 1; shadow >= 0; shadow--) {
      for (int i = 0; i < rows; i++) {
        double t = (double) i / rows;
        double half = 70 + 22 * t;
        double y = 22 + 192 * (0.86 * t + 0.14 * t * t);
        AffineTransform place = new AffineTransform(turn);
        place.translate(160 - half + 4 * shadow, y + 4 * shadow);
        place.scale(2 * half / flat.getWidth(), 0.75);
        if (shadow == 1) {
          paper.fill(
              place.createTransformedShape(
                  new java.awt.geom.Rectangle2D.Double(0, 0, flat.getWidth(), 1)),
              new Color(0, 0, 0, 60));
        } else {
          int row = i * flat.getHeight() / rows;
          paper
              .graphics()
              .setRenderingHint(
                  java.awt.RenderingHints.KEY_INTERPOLATION,
                  java.awt.RenderingHints.VALUE_INTERPOLATION_BILINEAR);
          paper
              .graphics()
              .drawImage(
                  flat.getSubimage(0, row, flat.getWidth(), Math.min(2, flat.getHeight() - row)),
                  place,
                  null);
        }
      }
    }
  }

  private static Image letter() {
    Image sheet = Image.blank(300, 400, 244, 248, 250);
    Paper.write(sheet, "Ocelli", 30, 60, 34, new Rgb(0, 114, 178));
    String[] lines = {
      "Dear reader,",
      "this sheet was never",
      "on a desk: it was drawn,",
      "tilted and lit by code,",
      "so that its corners are",
      "known to a tenth of a",
      "pixel.",
      "",
      "With kind regards,"
    };
    for (int i = 0; i < lines.length; i++) {
      Paper.write(sheet, lines[i], 30, 108 + 29 * i, 21, INK);
    }
    return sheet;
  }

  /** A page with a shadow over it: no one threshold is right for all of it. */
  static Image text() {
    Image page = Image.blank(Scenes.WIDTH, Scenes.HEIGHT, 240, 244, 246);
    String[] lines = {
      "Light falls unevenly",
      "on most pages: here it",
      "fades to the lower right,",
      "and the shadow there is",
      "darker than the ink is",
      "in the upper left."
    };
    for (int i = 0; i < lines.length; i++) {
      Paper.write(page, lines[i], 18, 44 + 36 * i, 25, new Rgb(70, 72, 80));
    }
    byte[] values = Paper.bytes(page);
    for (int i = 0; i < values.length; i++) {
      int x = i / 3 % Scenes.WIDTH;
      int y = i / 3 / Scenes.WIDTH;
      double light = 1.02 - 0.85 * Math.pow((x / 320.0 + y / 240.0) / 2, 1.4);
      values[i] = Paper.level((values[i] & 255) * light);
    }
    page.pixels().put(values);
    Paper.grain(page, 3, 14);
    return page;
  }

  /** A QR code, turned a little, and an EAN-13 bar code on a parcel. */
  static Image codes() {
    Paper paper = new Paper(480, 360);
    paper.all(Paper.down(0, Paper.color(0xcaa472), 360, Paper.color(0xae8754)));
    paper.box(0, 160, 480, 34, new Color(220, 205, 170, 150));
    try (Image qr = qr("https://example.org/ocelli")) {
      AffineTransform place = AffineTransform.getRotateInstance(Math.toRadians(8), 140, 180);
      place.translate(52, 92);
      place.scale(176.0 / qr.width(), 176.0 / qr.height());
      paper.graphics().drawImage(qr.toBufferedImage(), place, null);
    }
    paper.box(262, 110, 196, 130, Color.WHITE);
    bars(paper, "4006381333931", 272, 122, 176.0 / 95, 92);
    Image image = paper.picture(2, 15);
    Paper.write(image, "4 006381 333931", 282, 234, 20, Rgb.BLACK);
    return image;
  }

  private static Image qr(String content) {
    try (Image loaded = Image.blank(1, 1, 0, 0, 0);
        QRCodeEncoder encoder = QRCodeEncoder.create();
        Mat code = new Mat()) {
      encoder.encode(content, code);
      byte[] gray = new byte[code.rows() * code.cols()];
      code.data().get(gray);
      int side = code.cols();
      int scale = 8;
      int quiet = 3;
      Image image =
          Image.blank((side + 2 * quiet) * scale, (side + 2 * quiet) * scale, 255, 255, 255);
      byte[] values = Paper.bytes(image);
      for (int y = 0; y < side * scale; y++) {
        for (int x = 0; x < side * scale; x++) {
          int at = 3 * ((y + quiet * scale) * image.width() + x + quiet * scale);
          byte level = gray[y / scale * side + x / scale];
          values[at] = level;
          values[at + 1] = level;
          values[at + 2] = level;
        }
      }
      image.pixels().put(values);
      return image;
    }
  }

  /** EAN-13 by ISO/IEC 15420: 95 modules. */
  private static void bars(
      Paper paper, String digits, double x, double y, double module, double height) {
    String[] odd = {
      "0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011",
      "0110111", "0001011"
    };
    String[] parity = {
      "OOOOOO", "OOEOEE", "OOEEOE", "OOEEEO", "OEOOEE", "OEEOOE", "OEEEOO", "OEOEOE", "OEOEEO",
      "OEEOEO"
    };
    StringBuilder modules = new StringBuilder("101");
    for (int i = 1; i <= 12; i++) {
      String code = odd[digits.charAt(i) - '0'];
      String flipped = code.replace('0', 'x').replace('1', '0').replace('x', '1');
      boolean even = i <= 6 && parity[digits.charAt(0) - '0'].charAt(i - 1) == 'E';
      modules.append(
          i > 6 ? flipped : even ? new StringBuilder(flipped).reverse().toString() : code);
      modules.append(i == 6 ? "01010" : "");
    }
    modules.append("101");
    for (int i = 0; i < modules.length(); i++) {
      if (modules.charAt(i) == '1') {
        paper.box(x + i * module, y, module, height, Color.BLACK);
      }
    }
  }
}
