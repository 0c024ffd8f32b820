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
    float[] x = new float[width * height];
    float[] y = new float[width * height];
    for (int row = 0; row < height; row++) {
      double v = (row + 0.5) * cells / height;
      int top = (int) v;
      double fy = v - top;
      for (int column = 0; column < width; column++) {
        double u = (column + 0.5) * cells / width;
        int left = (int) u;
        double fx = u - left;
        int node = top * nodes + left;
        x[row * width + column] = (float) (column + between(moveX, node, nodes, fx, fy));
        y[row * width + column] = (float) (row + between(moveY, node, nodes, fx, fy));
      }
    }
    return new Field(width, height, x, y, new Edges(border, color, interpolation));
  }

  private static double between(double[] grid, int node, int nodes, double fx, double fy) {
    double upper = grid[node] * (1 - fx) + grid[node + 1] * fx;
    double lower = grid[node + nodes] * (1 - fx) + grid[node + nodes + 1] * fx;
    return upper * (1 - fy) + lower * fy;
  }
}
