package io.ocelli.augment.geometric;

import io.ocelli.augment.Dice;
import io.ocelli.augment.Edges;
import io.ocelli.augment.Field;
import io.ocelli.augment.GeometricChange;
import io.ocelli.augment.Motion;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Border;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.geometric.Interpolation;

/** Bends the picture by a grid; see {@link Op}. */
@Op(
    name = "grid-distortion",
    does = "Moves the crossings of a grid that lies over the picture, and all between with them.",
    example = "grid-distortion max=0.4",
    notes = "Crossings on the edge of the picture stay on it.")
public record GridDistortion(
    @Param(
            does = "largest move, as a part of a cell",
            byDefault = "0.2",
            attempt = "0.4",
            min = 0,
            max = 0.49)
        double max,
    @Param(does = "cells along each side", byDefault = "5", attempt = "8", min = 1, max = 100)
        int cells,
    @Param(
            does = "what lies outside of the picture",
            byDefault = "reflect101",
            attempt = "constant")
        Border border,
    @Param(does = "for a constant border", byDefault = "black", attempt = "gray") Rgb color,
    @Param(does = "how values between pixels are found", byDefault = "linear", attempt = "cubic")
        Interpolation interpolation)
    implements GeometricChange {
  @Override
  public Motion draw(int width, int height, Dice dice) {
    int nodes = cells + 1;
    double[] moveX = new double[nodes * nodes];
    double[] moveY = new double[nodes * nodes];
    for (int i = 0; i < nodes * nodes; i++) {
      boolean free = i % nodes > 0 && i % nodes < cells;
      moveX[i] = dice.between(-max, max) * (free ? 1 : 0) * width / cells;
      free = i / nodes > 0 && i / nodes < cells;
      moveY[i] = dice.between(-max, max) * (free ? 1 : 0) * height / cells;
    }
    Lattice across = new Lattice(width, cells);
    Lattice along = new Lattice(height, cells);
    float[] x = new float[width * height];
    float[] y = new float[width * height];
    float[] rowX = new float[nodes];
    float[] rowY = new float[nodes];
    for (int row = 0; row < height; row++) {
      int top = along.node[row] * nodes;
      float fy = along.part[row];
      for (int node = 0; node < nodes; node++) {
        rowX[node] = (float) moveX[top + node] * (1 - fy) + (float) moveX[top + nodes + node] * fy;
        rowY[node] = (float) moveY[top + node] * (1 - fy) + (float) moveY[top + nodes + node] * fy;
      }
      int at = row * width;
      for (int column = 0; column < width; column++) {
        int left = across.node[column];
        float fx = across.part[column];
        x[at + column] = column + rowX[left] * (1 - fx) + rowX[left + 1] * fx;
        y[at + column] = row + rowY[left] * (1 - fx) + rowY[left + 1] * fx;
      }
    }
    return new Field(width, height, x, y, new Edges(border, color, interpolation));
  }

  /** For each pixel along a side, the node before it and how far it is to the next. */
  private static final class Lattice {
    private final int[] node;
    private final float[] part;

    Lattice(int pixels, int cells) {
      node = new int[pixels];
      part = new float[pixels];
      for (int i = 0; i < pixels; i++) {
        double at = (i + 0.5) * cells / pixels;
        node[i] = (int) at;
        part[i] = (float) (at - node[i]);
      }
    }
  }
}
