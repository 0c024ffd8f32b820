package io.ocelli.augment;

import static org.bytedeco.opencv.global.opencv_core.ROTATE_180;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_CLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_COUNTERCLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.rotate;
import static org.bytedeco.opencv.global.opencv_core.transpose;

import org.bytedeco.opencv.opencv_core.Mat;

/** The eight turns and mirrorings of a rectangle, which move pixels without mixing them. */
public enum Symmetry implements Motion {
  /** Nothing. */
  NONE(1, 0, 0, 1),
  /** A quarter turn counter-clockwise. */
  ROT90(0, 1, -1, 0),
  /** Half a turn. */
  ROT180(-1, 0, 0, -1),
  /** A quarter turn clockwise. */
  ROT270(0, -1, 1, 0),
  /** Left and right exchanged. */
  HFLIP(-1, 0, 0, 1),
  /** Top and bottom exchanged. */
  VFLIP(1, 0, 0, -1),
  /** Mirrored about the diagonal from the top left: rows become columns. */
  TRANSPOSE(0, 1, 1, 0),
  /** Mirrored about the diagonal from the top right. */
  TRANSVERSE(0, -1, -1, 0);

  private final int a;
  private final int b;
  private final int c;
  private final int d;

  /** x' = a x + b y, y' = c x + d y about the centre; y goes down. */
  Symmetry(int a, int b, int c, int d) {
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
  }

  /** A quarter turn counter-clockwise, some times. */
  public static Symmetry quarters(int times) {
    return values()[Math.floorMod(times, 4)];
  }

  /** Whether width and height change places. */
  public boolean swapsSides() {
    return a == 0;
  }

  /** This and then another. */
  public Symmetry then(Symmetry next) {
    int newA = next.a * a + next.b * c;
    int newB = next.a * b + next.b * d;
    int newC = next.c * a + next.d * c;
    int newD = next.c * b + next.d * d;
    for (Symmetry one : values()) {
      if (one.a == newA && one.b == newB && one.c == newC && one.d == newD) {
        return one;
      }
    }
    throw new IllegalStateException("the eight symmetries are a group");
  }

  /** As a map of the plane, for pictures of one size. */
  Planar planar(int width, int height, Edges edges) {
    int outWidth = swapsSides() ? height : width;
    int outHeight = swapsSides() ? width : height;
    double x = outWidth / 2.0 - (a * (width / 2.0) + b * (height / 2.0));
    double y = outHeight / 2.0 - (c * (width / 2.0) + d * (height / 2.0));
    return Planar.affine(a, b, x, c, d, y, outWidth, outHeight, edges);
  }

  @Override
  public int outWidth(int width, int height) {
    return swapsSides() ? height : width;
  }

  @Override
  public int outHeight(int width, int height) {
    return swapsSides() ? width : height;
  }

  @Override
  public boolean keepsBoxes() {
    return true;
  }

  @Override
  public void map(double[] xy, int width, int height) {
    double outX = outWidth(width, height) / 2.0;
    double outY = outHeight(width, height) / 2.0;
    for (int i = 0; i < xy.length; i += 2) {
      double x = xy[i] - width / 2.0;
      double y = xy[i + 1] - height / 2.0;
      xy[i] = a * x + b * y + outX;
      xy[i + 1] = c * x + d * y + outY;
    }
  }

  @Override
  public void draw(MatPair pair, boolean labels) {
    Mat in = pair.from();
    Mat out = pair.to();
    switch (this) {
      case NONE -> in.copyTo(out);
      case ROT90 -> rotate(in, out, ROTATE_90_COUNTERCLOCKWISE);
      case ROT180 -> rotate(in, out, ROTATE_180);
      case ROT270 -> rotate(in, out, ROTATE_90_CLOCKWISE);
      case HFLIP -> flip(in, out, 1);
      case VFLIP -> flip(in, out, 0);
      case TRANSPOSE -> transpose(in, out);
      case TRANSVERSE -> {
        try (Mat turned = new Mat()) {
          transpose(in, turned);
          flip(turned, out, -1);
        }
      }
    }
  }
}
