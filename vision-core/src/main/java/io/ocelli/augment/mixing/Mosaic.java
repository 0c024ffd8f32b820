package io.ocelli.augment.mixing;

import io.ocelli.augment.Dice;
import io.ocelli.augment.Edges;
import io.ocelli.augment.Example;
import io.ocelli.augment.MixingChange;
import io.ocelli.augment.Others;
import io.ocelli.augment.Resample;
import io.ocelli.augment.Window;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Border;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;
import io.ocelli.ops.geometric.Interpolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes one picture of four or nine; see {@link Op}. */
@Op(
    name = "mosaic",
    does = "Lays four or nine pictures together to one of the same size.",
    example = "mosaic",
    source = "Bochkovskiy, Wang and Liao, arXiv:2004.10934; Ultralytics for nine",
    notes =
        "Of four pictures each has a corner at a random place near the middle; of nine one lies near the middle and the others about it. Each keeps its shape, is cut where its cell ends, and moves with its objects and mask. Labels go by the area that is seen of each.")
public record Mosaic(
    @Param(does = "how many pictures: 4 or 9", byDefault = "4", attempt = "9", min = 4, max = 9)
        int tiles,
    @Param(
            does = "largest move of the cuts between cells, as a part of a cell",
            byDefault = "0.4",
            attempt = "0.1",
            min = 0,
            max = 0.49)
        double jitter,
    @Param(
            does = "size of a picture; at 1 it is twice as wide or high as a cell of even size",
            byDefault = "0.6..1",
            attempt = "0.5",
            min = 0.05,
            max = 10)
        Range scale,
    @Param(does = "what is seen where no picture is", byDefault = "#727272", attempt = "black")
        Rgb color)
    implements MixingChange {
  /** Checks the number of tiles. */
  public Mosaic {
    if (tiles != 4 && tiles != 9) {
      throw new IllegalArgumentException("a mosaic has 4 or 9 tiles, got " + tiles);
    }
  }

  @Override
  public void apply(Example example, Others others, Dice dice) {
    int width = example.width();
    int height = example.height();
    int side = tiles == 4 ? 2 : 3;
    int[] x = cuts(width, side, dice);
    int[] y = cuts(height, side, dice);
    int own = dice.below(tiles);
    Map<Integer, Double> labels = new TreeMap<>();
    double seen = 0;
    List<Integer> order = new ArrayList<>(List.of(own));
    for (int i = 0; i < tiles; i++) {
      if (i != own) {
        order.add(i);
      }
    }
    for (int i : order) {
      int column = i % side;
      int row = i / side;
      int wide = x[column + 1] - x[column];
      int high = y[row + 1] - y[row];
      double factor = dice.in(scale) * 2 / side;
      if (i == own) {
        double area = tile(example, width, height, factor, column, row, side, wide, high);
        seen += added(labels, example, area);
        Edges edges = new Edges(Border.CONSTANT, color, Interpolation.NEAREST);
        example.move(new Window(-x[column], -y[row], width, height, edges));
      } else if (wide > 0 && high > 0) {
        try (Example other = others.draw(dice.part(i))) {
          double area = tile(other, width, height, factor, column, row, side, wide, high);
          seen += added(labels, other, area);
          example.paste(other, x[column], y[row]);
        }
      }
    }
    double all = seen;
    if (all > 0) {
      labels.replaceAll((label, weight) -> weight / all);
    }
    example.relabel(labels);
  }

  private static double added(Map<Integer, Double> labels, Example one, double area) {
    one.labels().forEach((label, weight) -> labels.merge(label, area * weight, Double::sum));
    return area;
  }

  private int[] cuts(int length, int side, Dice dice) {
    int[] cuts = new int[side + 1];
    cuts[side] = length;
    for (int i = 1; i < side; i++) {
      cuts[i] = (int) Math.round((i + dice.between(-jitter, jitter)) * length / side);
    }
    return cuts;
  }

  /**
   * Brings a picture to the size of its cell.
   *
   * @return how much of it is seen there, in square pixels
   */
  private double tile(
      Example one,
      int width,
      int height,
      double factor,
      int column,
      int row,
      int side,
      int wide,
      int high) {
    double fit = factor * Math.min((double) width / one.width(), (double) height / one.height());
    int newWidth = Math.max(1, (int) Math.round(one.width() * fit));
    int newHeight = Math.max(1, (int) Math.round(one.height() * fit));
    one.move(
        new Resample(0, 0, one.width(), one.height(), newWidth, newHeight, Interpolation.LINEAR));
    int left = anchor(newWidth - wide, column, side);
    int top = anchor(newHeight - high, row, side);
    Edges edges = new Edges(Border.CONSTANT, color, Interpolation.NEAREST);
    one.move(new Window(left, top, Math.max(1, wide), Math.max(1, high), edges));
    return (double) Math.min(newWidth, wide) * Math.min(newHeight, high);
  }

  /** The first cell shows the end of its picture, the last one the beginning, one between all. */
  private static int anchor(int excess, int cell, int side) {
    return cell == side - 1 ? 0 : cell == 0 ? excess : Math.floorDiv(excess, 2);
  }
}
