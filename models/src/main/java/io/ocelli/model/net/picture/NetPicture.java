package io.ocelli.model.net.picture;

import io.ocelli.draw.Canvas;
import io.ocelli.draw.TextStyle;
import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;
import io.ocelli.image.Image;
import io.ocelli.image.Rgb;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.NetSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws the graph of a network: a box for each layer that computes, with what goes with it
 * (normalisation, activation), its answer's shape and its parameters; lines from each to those that
 * read it. A long network is cut into pieces, read from left to right; each begins with a pale copy
 * of the box that the one before ended with.
 */
public final class NetPicture {
  private static final double TEXT = 14;
  private static final double LINE_HEIGHT = 19;
  private static final double PADDING = 9;
  private static final double GAP = 18;
  private static final double ROW_GAP = 26;
  private static final double MARGIN = 28;
  private static final double COLUMN_GAP = 56;
  private static final double HEADER = 44;

  /** Width by height of the page that pieces are laid out for. */
  private static final double ASPECT = 1.4;

  private static final Rgb INK = new Rgb(33, 37, 41);
  private static final Rgb LINES = new Rgb(108, 117, 125);

  private final List<Part> parts;
  private final TextStyle style = TextStyle.of(TEXT).withFonts(TextStyle.Fonts.BUNDLED);
  private final double[] widths;

  private NetPicture(List<Part> parts) {
    this.parts = parts;
    this.widths = new double[parts.size()];
    for (int i = 0; i < widths.length; i++) {
      Part part = parts.get(i);
      double widest = Canvas.textWidth(part.title(), style.inBold());
      for (String line : part.lines()) {
        widest = Math.max(widest, Canvas.textWidth(line, style));
      }
      widths[i] = Math.ceil(widest + 2 * PADDING);
    }
  }

  /** A piece of the network with the places of its boxes. */
  private record Piece(
      List<Integer> indices, Layering layering, boolean continued, List<Double> tops) {
    double height() {
      return tops.get(tops.size() - 1);
    }
  }

  /**
   * The picture of a network, black on white, letters of 14 pixels. The caller closes it.
   *
   * @throws io.ocelli.error.OcelliException if shapes do not fit
   */
  public static Image draw(Net net) {
    NetPicture picture = new NetPicture(Part.of(net));
    List<Piece> pieces = picture.pieces(1);
    double height = pieces.get(0).height();
    double width = pieces.get(0).layering().width() + COLUMN_GAP;
    int columns = (int) Math.max(1, Math.round(Math.sqrt(ASPECT * height / width)));
    pieces = picture.pieces(columns);
    return picture.paint(pieces, heading(NetSummary.of(net)));
  }

  private static String heading(NetSummary summary) {
    return String.format(
        Locale.ROOT,
        "%s: %s, %,d parameters",
        summary.name(),
        summary.input(),
        summary.parameters());
  }

  private List<Piece> pieces(int columns) {
    List<Piece> pieces = new ArrayList<>();
    for (List<Integer> indices : Columns.of(parts, columns)) {
      int first = indices.get(0);
      List<List<Integer>> sources = new ArrayList<>();
      double[] own = new double[indices.size()];
      for (int i = 0; i < own.length; i++) {
        sources.add(
            i == 0
                ? List.of()
                : parts.get(indices.get(i)).sources().stream().map(s -> s - first).toList());
        own[i] = widths[indices.get(i)];
      }
      Layering layering = new Layering(sources, own, GAP);
      pieces.add(new Piece(indices, layering, !pieces.isEmpty(), tops(layering, indices)));
    }
    return pieces;
  }

  /** Where each row begins, and where the last one ends. */
  private List<Double> tops(Layering layering, List<Integer> indices) {
    List<Double> tops = new ArrayList<>();
    tops.add(0.0);
    for (int r = 0; r < layering.rows().size(); r++) {
      double tallest =
          layering.rows().get(r).stream()
              .filter(spot -> spot.box >= 0)
              .mapToDouble(spot -> height(parts.get(indices.get(spot.box))))
              .max()
              .orElse(0);
      tops.add(tops.get(r) + tallest + ROW_GAP);
    }
    return tops;
  }

  private static double height(Part part) {
    return (1 + part.lines().size()) * LINE_HEIGHT + PADDING;
  }

  private Image paint(List<Piece> pieces, String heading) {
    double width = MARGIN;
    double height = 0;
    for (Piece piece : pieces) {
      width += piece.layering().width() + COLUMN_GAP;
      height = Math.max(height, piece.height());
    }
    TextStyle large = style.inBold().withSize(18);
    width = Math.max(width - COLUMN_GAP + MARGIN, Canvas.textWidth(heading, large) + 2 * MARGIN);
    Image image =
        Image.blank(
            (int) Math.ceil(width),
            (int) Math.ceil(height - ROW_GAP + 2 * MARGIN + HEADER),
            255,
            255,
            255);
    try {
      Canvas canvas = Canvas.on(image);
      canvas.text(heading, new Point(MARGIN, MARGIN + 16), large, INK);
      double left = MARGIN;
      for (Piece piece : pieces) {
        lines(canvas, piece, left);
        boxes(canvas, piece, left);
        left += piece.layering().width() + COLUMN_GAP;
      }
      return image;
    } catch (RuntimeException | Error e) {
      image.close();
      throw e;
    }
  }

  private static double top(Piece piece, int row) {
    return MARGIN + HEADER + piece.tops().get(row);
  }

  private void boxes(Canvas canvas, Piece piece, double left) {
    for (int i = 0; i < piece.indices().size(); i++) {
      Part part = parts.get(piece.indices().get(i));
      Layering.Spot spot = piece.layering().box(i);
      boolean pale = piece.continued() && i == 0;
      double x = Math.round(left + spot.x - spot.width / 2);
      double y = Math.round(top(piece, spot.row));
      Box box = new Box((float) x, (float) y, (float) (x + spot.width), (float) (y + height(part)));
      canvas.fillRounded(box, 6, border(part.look()), pale ? 0.35 : 1);
      Box inside = new Box(box.x1() + 1, box.y1() + 1, box.x2() - 1, box.y2() - 1);
      canvas.fillRounded(inside, 5, fill(part.look()), 1);
      Rgb ink = pale ? LINES : INK;
      double baseline = y + PADDING / 2 + 0.75 * LINE_HEIGHT;
      canvas.text(part.title(), new Point(x + PADDING, baseline), style.inBold(), ink);
      for (String line : part.lines()) {
        baseline += LINE_HEIGHT;
        canvas.text(line, new Point(x + PADDING, baseline), style, ink);
      }
    }
  }

  private void lines(Canvas canvas, Piece piece, double left) {
    for (List<Layering.Spot> row : piece.layering().rows()) {
      for (Layering.Spot from : row) {
        if (from.box >= 0) {
          for (Layering.Spot to : from.below) {
            line(canvas, piece, left, from, to);
          }
        }
      }
    }
  }

  /** From the foot of a box, through the rows it passes, to the head of the next. */
  private void line(
      Canvas canvas, Piece piece, double left, Layering.Spot from, Layering.Spot first) {
    List<Point> points = new ArrayList<>();
    double foot = top(piece, from.row) + height(parts.get(piece.indices().get(from.box)));
    points.add(new Point(left + from.x, foot));
    // Down to the end of its row, where taller neighbours end.
    points.add(new Point(left + from.x, top(piece, from.row + 1) - ROW_GAP));
    Layering.Spot at = first;
    while (at.box < 0) {
      points.add(new Point(left + at.x, top(piece, at.row)));
      points.add(new Point(left + at.x, top(piece, at.row + 1) - ROW_GAP));
      at = at.below.get(0);
    }
    Point head = new Point(left + at.x, top(piece, at.row));
    points.add(new Point(head.x(), head.y() - 8));
    canvas.path(points, LINES, 1.5);
    canvas.fillPolygon(
        List.of(head, new Point(head.x() - 4, head.y() - 8), new Point(head.x() + 4, head.y() - 8)),
        LINES,
        1);
  }

  private static Rgb fill(Part.Look look) {
    return switch (look) {
      case END -> new Rgb(248, 249, 250);
      case CONVOLUTION -> new Rgb(222, 235, 247);
      case POOL -> new Rgb(226, 240, 217);
      case DENSE -> new Rgb(252, 228, 214);
      case JOIN -> new Rgb(255, 242, 204);
      case SMALL -> new Rgb(237, 231, 246);
    };
  }

  private static Rgb border(Part.Look look) {
    return switch (look) {
      case END -> LINES;
      case CONVOLUTION -> new Rgb(70, 130, 180);
      case POOL -> new Rgb(84, 130, 53);
      case DENSE -> new Rgb(197, 90, 17);
      case JOIN -> new Rgb(191, 144, 0);
      case SMALL -> new Rgb(126, 87, 194);
    };
  }
}
