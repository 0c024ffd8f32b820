package io.ocelli.dataset.synthetic;

import io.ocelli.geometry.Box;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is in a picture of shapes.
 *
 * @param ground behind all shapes
 * @param shapes from the furthest to the nearest
 * @param kinds of the shapes
 * @param over thin lines before all shapes
 */
record ShapeScene(Layer ground, List<Sprite> shapes, List<ShapeKind> kinds, List<Sprite> over) {
  private static final List<ShapeKind> KINDS = List.of(ShapeKind.values());

  private static final int TRIES = 40;

  /** Fewer pixels of a shape than these tell nobody what it is. */
  private static final int LEAST_PIXELS = 40;

  /** How far a shape's colour is from what it lies on, of 441. */
  private static final double CONTRAST = 70;

  static ShapeScene arrange(int size, ShapeRules rules, Dice dice) {
    Layer ground = new Layer(size);
    Backdrop backdrop = new Backdrop(ground, dice);
    backdrop.paint();
    List<Sprite> over = new ArrayList<>();
    for (int n = dice.chance(0.25) ? dice.between(1, 3) : 0; n > 0; n--) {
      Color color = Tint.hsv(dice.in(0, 360), dice.in(0, 0.7), dice.in(0.1, 0.95));
      over.add(new Sprite(backdrop.line(size * dice.in(0.003, 0.012)), color, g -> {}));
    }
    ShapeScene scene = new ShapeScene(ground, new ArrayList<>(), new ArrayList<>(), over);
    int wanted = dice.between(rules.minObjects(), rules.maxObjects());
    for (int tries = TRIES * wanted; tries > 0 && scene.shapes.size() < wanted; tries--) {
      ShapeKind kind = KINDS.get(dice.between(0, KINDS.size() - 1));
      scene.shapes.add(scene.draw(kind, dice));
      scene.kinds.add(kind);
      if (!scene.keeps(rules)) {
        scene.shapes.remove(scene.shapes.size() - 1);
        scene.kinds.remove(scene.kinds.size() - 1);
      }
    }
    return scene;
  }

  private int size() {
    return ground.size;
  }

  private Sprite draw(ShapeKind kind, Dice dice) {
    // Equally many of each octave of size, up to more than half of the picture.
    double reach = size() * 0.5 * Math.exp(dice.in(Math.log(0.07), Math.log(0.62)));
    double smallest = kind == ShapeKind.TEXT ? 14 : 5;
    reach = Math.max(smallest, kind == ShapeKind.TEXT ? reach * 1.4 : reach);
    AffineTransform place =
        AffineTransform.getTranslateInstance(dice.in(0, size()), dice.in(0, size()));
    Shape outline = place.createTransformedShape(kind.outline(reach, dice));
    Color color = color(outline, dice);
    return new Sprite(outline, color, decoration(outline.getBounds2D(), color, reach, dice));
  }

  // Far enough from the mean of what is there already.
  private Color color(Shape outline, Dice dice) {
    Layer below = new Layer(size());
    ground.putOn(below);
    shapes.forEach(shape -> shape.putOn(below));
    double[] mean = mean(below, outline.getBounds2D());
    Color best = Color.BLACK;
    double furthest = -1;
    for (int n = 0; n < 12 && furthest < CONTRAST; n++) {
      Color color = Tint.hsv(dice.in(0, 360), dice.in(0.1, 1), dice.in(0.1, 1));
      double distance =
          Math.sqrt(
              square(color.getRed() - mean[0])
                  + square(color.getGreen() - mean[1])
                  + square(color.getBlue() - mean[2]));
      if (distance > furthest) {
        furthest = distance;
        best = color;
      }
    }
    return best;
  }

  private static double square(double x) {
    return x * x;
  }

  private static double[] mean(Layer layer, Rectangle2D over) {
    double[] sum = new double[3];
    int n = 0;
    int right = (int) Math.min(layer.size, over.getMaxX());
    int bottom = (int) Math.min(layer.size, over.getMaxY());
    for (int y = (int) Math.max(0, over.getMinY()); y < bottom; y++) {
      for (int x = (int) Math.max(0, over.getMinX()); x < right; x++) {
        int p = layer.argb[y * layer.size + x];
        sum[0] += p >> 16 & 255;
        sum[1] += p >> 8 & 255;
        sum[2] += p & 255;
        n++;
      }
    }
    for (int c = 0; c < 3; c++) {
      sum[c] /= Math.max(1, n);
    }
    return sum;
  }

  private static Consumer<Graphics2D> decoration(
      Rectangle2D box, Color color, double reach, Dice dice) {
    double pick = dice.next();
    Color other = Tint.mix(color, dice.chance(0.5) ? Color.WHITE : Color.BLACK, dice.in(0.2, 0.5));
    double angle = dice.in(0, 2 * Math.PI);
    double step = reach * dice.in(0.25, 0.6);
    Point2D.Double middle = new Point2D.Double(box.getCenterX(), box.getCenterY());
    if (pick < 0.5) {
      return g -> {};
    }
    double dx = Math.cos(angle) * reach;
    double dy = Math.sin(angle) * reach;
    if (pick < 0.8) {
      Point2D.Double from = new Point2D.Double(middle.x - dx, middle.y - dy);
      Point2D.Double to = new Point2D.Double(middle.x + dx, middle.y + dy);
      return g -> {
        g.setPaint(new GradientPaint(from, color, to, other));
        g.fill(box);
      };
    }
    return g -> {
      g.setColor(other);
      g.setStroke(new BasicStroke((float) (step * 0.4)));
      for (double at = -2 * reach; at < 2 * reach; at += step) {
        double x = middle.x + Math.cos(angle) * at;
        double y = middle.y + Math.sin(angle) * at;
        g.draw(new Line2D.Double(x - 2 * dy, y + 2 * dx, x + 2 * dy, y - 2 * dx));
      }
    };
  }

  private boolean keeps(ShapeRules rules) {
    List<PixelRegion> visible = visible();
    for (int i = 0; i < visible.size(); i++) {
      int seen = visible.get(i).count();
      if (seen < LEAST_PIXELS || seen < rules.minVisible() * shapes.get(i).area()) {
        return false;
      }
    }
    for (int i = 1; i < visible.size(); i++) {
      for (int k = 0; k < i; k++) {
        if (overlap(visible.get(i).box(), visible.get(k).box()) > rules.maxIou()) {
          return false;
        }
      }
    }
    return true;
  }

  // Intersection over union.
  private static double overlap(Box a, Box b) {
    double width = Math.min(a.x2(), b.x2()) - Math.max(a.x1(), b.x1());
    double height = Math.min(a.y2(), b.y2()) - Math.max(a.y1(), b.y1());
    double both = Math.max(0, width) * Math.max(0, height);
    double all = (double) a.width() * a.height() + (double) b.width() * b.height();
    return both / (all - both);
  }

  /** The pixels of each shape that no other and no line hides. */
  List<PixelRegion> visible() {
    int[] owner = new int[size() * size()];
    for (int i = 0; i < shapes.size(); i++) {
      mark(shapes.get(i), i + 1, owner);
    }
    over.forEach(line -> mark(line, 0, owner));
    List<PixelRegion> visible = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      visible.add(new PixelRegion(size()));
    }
    for (int i = 0; i < owner.length; i++) {
      if (owner[i] > 0) {
        visible.get(owner[i] - 1).add(i % size(), i / size());
      }
    }
    return visible;
  }

  private void mark(Sprite sprite, int number, int[] owner) {
    for (int y = Math.max(0, sprite.y); y < Math.min(size(), sprite.y + sprite.height); y++) {
      for (int x = Math.max(0, sprite.x); x < Math.min(size(), sprite.x + sprite.width); x++) {
        if (sprite.covers(x, y)) {
          owner[y * size() + x] = number;
        }
      }
    }
  }

  /**
   * All of it, or all but one shape.
   *
   * @param without the shape that is left out; below 0 for none
   */
  Layer paint(int without) {
    Layer all = new Layer(size());
    ground.putOn(all);
    for (int i = 0; i < shapes.size(); i++) {
      if (i != without) {
        shapes.get(i).putOn(all);
      }
    }
    over.forEach(line -> line.putOn(all));
    return all;
  }
}
