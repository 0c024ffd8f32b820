package io.ocelli.app.cli;

import io.ocelli.annotation.Instance;
import io.ocelli.annotation.KeyPoint;
import io.ocelli.annotation.Polygon;
import io.ocelli.annotation.RunLengthMask;
import io.ocelli.augment.Example;
import io.ocelli.draw.Annotator;
import io.ocelli.draw.TextStyle;
import io.ocelli.geometry.Point;
import io.ocelli.image.Image;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Draws an example with what is known of it, for people to look at. */
final class PreviewTile {
  private final List<String> classes;
  private final int side;
  private final Annotator annotator;

  PreviewTile(List<String> classes, int side) {
    this.classes = classes;
    this.side = side;
    double text = Math.max(9, Math.min(14, side / 20.0));
    annotator =
        new Annotator(
            new Annotator.Style(side < 300 ? 1 : 1.5, text, 0, 0.35, TextStyle.Fonts.SYSTEM));
  }

  /** The picture in the size of a tile, for the caller to close. */
  Image draw(Example example) {
    int width = example.width();
    int height = example.height();
    Image tile = FittedExamples.fitted(example.picture().copy(), side, true);
    try {
      for (Instance one : example.objects()) {
        draw(one.scaled(width, height, tile.width(), tile.height()), tile);
      }
      return tile;
    } catch (RuntimeException | Error e) {
      tile.close();
      throw e;
    }
  }

  private void draw(Instance object, Image tile) {
    RunLengthMask mask = object.mask().orElse(null);
    if (mask != null) {
      byte[] pixels = mask.pixels();
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) -pixels[i];
      }
      annotator.mask(tile, pixels, object.label());
    } else {
      for (Polygon polygon : object.polygons()) {
        List<Point> corners =
            IntStream.range(0, polygon.size())
                .mapToObj(i -> point(polygon.x(i), polygon.y(i)))
                .toList();
        annotator.polygon(tile, corners, "", object.label());
      }
    }
    List<Point> marked =
        object.keyPoints().stream()
            .filter(KeyPoint::isMarked)
            .map(one -> point(one.x(), one.y()))
            .toList();
    annotator.keypoints(tile, marked, List.of(), object.label());
    if (object.box().width() > 0 && object.box().height() > 0) {
      annotator.box(tile, object.box(), classes.get(object.label()), object.label());
    }
  }

  // Annotations count from the edges of pixels, a canvas from their middles.
  private static Point point(double x, double y) {
    return new Point((float) (x - 0.5), (float) (y - 0.5));
  }

  /** The classes of a picture, with their shares where they are mixed; empty if it has none. */
  String labels(Map<Integer, Double> labels) {
    boolean mixed = labels.values().stream().anyMatch(weight -> weight < 1);
    return labels.entrySet().stream()
        .map(
            one ->
                mixed
                    ? String.format(
                        Locale.ROOT, "%s %.2f", classes.get(one.getKey()), one.getValue())
                    : classes.get(one.getKey()))
        .collect(Collectors.joining(", "));
  }
}
