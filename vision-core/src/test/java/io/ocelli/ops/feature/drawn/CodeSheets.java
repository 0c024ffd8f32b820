package io.ocelli.ops.feature.drawn;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.oned.Code128Writer;
import com.google.zxing.oned.Code39Writer;
import com.google.zxing.oned.EAN13Writer;
import com.google.zxing.oned.EAN8Writer;
import com.google.zxing.oned.UPCAWriter;
import com.google.zxing.qrcode.QRCodeWriter;
import io.ocelli.geometry.Point;
import io.ocelli.ops.feature.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Draws QR codes at any angle in perspective, and bar codes turned by up to 20 degrees. */
public final class CodeSheets {
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  private CodeSheets() {}

  /** The picture of a seed. */
  public static Drawn<Code> draw(long seed) {
    return draw(
        seed, Math.toRadians(Double.parseDouble(System.getProperty("ocelli.drawn.turn", "20"))));
  }

  /** As {@link #draw(long)}, with bar codes turned by up to {@code most} radians. */
  static Drawn<Code> draw(long seed, double most) {
    Random random = new Random(seed * 32452843 + 11);
    int width = Scenery.side(random, 500, 2000);
    int height = Math.max(400, Math.min(2000, (int) (width * (0.65 + 0.6 * random.nextDouble()))));
    Scenery scene = new Scenery(width, height, random);
    String surface = scene.surface(scene.colour(scene.between(40, 200), 30), scene.between(0, 14));
    double side = Math.min(width, height);
    int wanted = scene.chance(0.1) ? 0 : 1 + random.nextInt(3);
    List<double[]> taken = new ArrayList<>();
    List<Code> truth = new ArrayList<>();
    List<Runnable> laying = new ArrayList<>();
    StringBuilder kinds = new StringBuilder();
    for (int tries = 0; tries < 200 && truth.size() < wanted; tries++) {
      int kind = random.nextInt(8);
      String text = text(random, Math.max(0, kind - 2));
      BitMatrix bits = bits(Math.max(0, kind - 2), text);
      boolean qr = kind < 3;
      double module = scene.between(2.4, 7) * Math.max(1, side / 1000);
      int modules = bits.getWidth();
      double w = module * modules;
      double h = qr ? w : scene.between(0.3, 0.6) * w;
      double spin = qr ? scene.between(-Math.PI, Math.PI) : scene.between(-most, most);
      Point at = new Point(scene.between(0, width), scene.between(0, height));
      double axis = scene.between(0, Math.PI);
      double tilt = scene.between(0, qr ? 0.6 : 0.3);
      double focal = scene.between(1.2, 2.5) * Math.max(width, height);
      double quiet = qr ? 4.0 : 11;
      double outer =
          0.5 * Math.hypot(w + 2 * quiet * module, h + 2 * (qr ? quiet : 3) * module) + 3;
      boolean free =
          at.x() > outer
              && at.y() > outer
              && at.x() < width - outer
              && at.y() < height - outer
              && taken.stream()
                  .allMatch(t -> Math.hypot(t[0] - at.x(), t[1] - at.y()) > t[2] + outer);
      if (!free) {
        continue;
      }
      taken.add(new double[] {at.x(), at.y(), outer});
      List<Point> label =
          Homography.seen(
              w + 2 * quiet * module,
              h + 2 * (qr ? quiet : 3) * module,
              spin,
              axis,
              tilt,
              focal,
              at);
      Homography map = new Homography(label);
      double mx = quiet * module / (w + 2 * quiet * module);
      double my = (qr ? quiet : 3) * module / (h + 2 * (qr ? quiet : 3) * module);
      List<Point> corners =
          List.of(
              map.map(mx, my), map.map(1 - mx, my), map.map(1 - mx, 1 - my), map.map(mx, 1 - my));
      String name =
          List.of("qr", "ean-13", "ean-8", "upc-a", "code-128", "code-39")
              .get(Math.max(0, kind - 2));
      truth.add(new Code(name, text, corners, map.map(0.5, 0.5)));
      kinds.append(name).append(String.format(" %.1fpx %.0f° ", module, Math.toDegrees(spin)));
      laying.add(() -> lay(scene, label, map, bits, qr, mx, my));
    }
    scene.clutter(random.nextInt(8), taken, true);
    laying.forEach(Runnable::run);
    scene.blur(scene.between(0.4, 0.7 + 0.3 * side / 1000));
    double darkest = scene.between(0.55, 1);
    scene.light(darkest);
    if (scene.chance(0.3)) {
      scene.shadow(scene.between(0.6, 0.85), scene.between(0.02, 0.08) * side);
    }
    double noise = scene.between(0, 8);
    scene.noise(noise);
    return new Drawn<>(
        scene.raster(),
        truth,
        "%dx%d %s %snoise %.1f light %.2f"
            .formatted(width, height, surface, kinds, noise, darkest));
  }

  private static void lay(
      Scenery scene,
      List<Point> label,
      Homography map,
      BitMatrix bits,
      boolean qr,
      double mx,
      double my) {
    double white = scene.between(190, 250);
    double black = scene.between(5, 60);
    double[] paper = scene.colour(white, 6);
    double[] ink = scene.colour(black, 6);
    int left = (int) label.stream().mapToDouble(Point::x).min().orElse(0) - 1;
    int right = (int) label.stream().mapToDouble(Point::x).max().orElse(0) + 2;
    int top = (int) label.stream().mapToDouble(Point::y).min().orElse(0) - 1;
    int bottom = (int) label.stream().mapToDouble(Point::y).max().orElse(0) + 2;
    int fine = 4;
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        int dark = 0;
        int inside = 0;
        for (int k = 0; k < fine * fine; k++) {
          Point p =
              map.unmap(
                  x + (k % fine + 0.5) / fine - 0.5,
                  y + (Math.floorDiv(k, fine) + 0.5) / fine - 0.5);
          if (p.x() < 0 || p.x() >= 1 || p.y() < 0 || p.y() >= 1) {
            continue;
          }
          inside++;
          double u = (p.x() - mx) / (1 - 2 * mx);
          double v = (p.y() - my) / (1 - 2 * my);
          if (u >= 0 && u < 1 && v >= 0 && v < 1) {
            int column = (int) (u * bits.getWidth());
            int row = qr ? (int) (v * bits.getHeight()) : 0;
            dark += bits.get(column, row) ? 1 : 0;
          }
        }
        if (inside > 0) {
          double part = dark / (double) inside;
          double[] colour = new double[3];
          for (int c = 0; c < 3; c++) {
            colour[c] = paper[c] + part * (ink[c] - paper[c]);
          }
          scene.blend(x, y, colour, inside / (double) (fine * fine));
        }
      }
    }
  }

  private static String text(Random random, int kind) {
    return switch (kind) {
      case 0 -> {
        // Lengths that give versions 1 to 10.
        int length = Scenery.side(random, 8, 200);
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "https://" : "");
        while (text.length() < length) {
          text.append((char) ('a' + random.nextInt(26)));
        }
        yield text.toString();
      }
      case 1 -> digits(random, 12, 13);
      case 2 -> digits(random, 7, 8);
      case 3 -> digits(random, 11, 12);
      case 4 -> letters(random, 5 + random.nextInt(10));
      default -> letters(random, 4 + random.nextInt(7));
    };
  }

  private static String letters(Random random, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  /** Digits with their check digit. */
  private static String digits(Random random, int count, int whole) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? 1 + random.nextInt(9) : random.nextInt(10));
    }
    int sum = 0;
    for (int i = 0; i < count; i++) {
      int weight = (whole - 1 - i) % 2 == 1 ? 3 : 1;
      sum += weight * (text.charAt(i) - '0');
    }
    return text.append((10 - sum % 10) % 10).toString();
  }

  private static BitMatrix bits(int kind, String text) {
    try {
      Map<EncodeHintType, ?> none = Map.of(EncodeHintType.MARGIN, 0);
      return switch (kind) {
        case 0 -> new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 1, 1, none);
        case 1 -> new EAN13Writer().encode(text, BarcodeFormat.EAN_13, 1, 1, none);
        case 2 -> new EAN8Writer().encode(text, BarcodeFormat.EAN_8, 1, 1, none);
        case 3 -> new UPCAWriter().encode(text, BarcodeFormat.UPC_A, 1, 1, none);
        case 4 -> new Code128Writer().encode(text, BarcodeFormat.CODE_128, 1, 1, none);
        default -> new Code39Writer().encode(text, BarcodeFormat.CODE_39, 1, 1, none);
      };
    } catch (WriterException e) {
      throw new IllegalStateException(text, e);
    }
  }
}
