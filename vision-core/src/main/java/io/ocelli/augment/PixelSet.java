package io.ocelli.augment;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgproc.CHAIN_APPROX_SIMPLE;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_NEAREST;
import static org.bytedeco.opencv.global.opencv_imgproc.RETR_EXTERNAL;
import static org.bytedeco.opencv.global.opencv_imgproc.findContours;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.ocelli.annotation.Instance;
import io.ocelli.annotation.Polygon;
import io.ocelli.annotation.RunLengthMask;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Size;

/** Some pixels of a picture. */
final class PixelSet {
  /** Outlines are traced on a grid that is finer by this, as tracing goes by middles of pixels. */
  private static final int FINER = 4;

  private final int width;
  private final int height;
  private final byte[] inside;

  private PixelSet(int width, int height, byte[] inside) {
    this.width = width;
    this.height = height;
    this.inside = inside;
  }

  static PixelSet none(int width, int height) {
    return new PixelSet(width, height, new byte[width * height]);
  }

  /** The pixels of an object: of its mask, else of its outline, else of its box. */
  static PixelSet of(Instance object, int width, int height) {
    if (object.mask().isPresent()) {
      return new PixelSet(width, height, object.mask().get().pixels());
    }
    PixelSet set = none(width, height);
    if (object.polygons().isEmpty()) {
      set.fill(Polygon.of(object.box()));
    }
    object.polygons().forEach(set::fill);
    return set;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  boolean has(int x, int y) {
    return x >= 0 && y >= 0 && x < width && y < height && inside[y * width + x] != 0;
  }

  int count() {
    int count = 0;
    for (byte one : inside) {
      count += one;
    }
    return count;
  }

  void add(PixelSet other) {
    for (int i = 0; i < inside.length; i++) {
      inside[i] |= other.inside[i];
    }
  }

  PixelSet without(PixelSet other) {
    byte[] left = inside.clone();
    for (int i = 0; i < left.length; i++) {
      left[i] &= (byte) (1 - other.inside[i]);
    }
    return new PixelSet(width, height, left);
  }

  RunLengthMask mask() {
    return RunLengthMask.of(width, height, inside);
  }

  /** A matrix that is 1 inside and 0 outside; the caller closes it. */
  Mat mat() {
    try (BytePointer values = new BytePointer(inside);
        Mat view = new Mat(height, width, CV_8UC1, values)) {
      return view.clone();
    }
  }

  /** Adds the pixels whose middle lies within an outline, by the even-odd rule. */
  private void fill(Polygon polygon) {
    double[] crossings = new double[polygon.size()];
    int first = (int) Math.max(0, Math.floor(polygon.bounds().y1()));
    int last = (int) Math.min(height - 1.0, Math.ceil(polygon.bounds().y2()));
    for (int row = first; row <= last; row++) {
      double y = row + 0.5;
      int count = 0;
      for (int i = 0; i < polygon.size(); i++) {
        int next = (i + 1) % polygon.size();
        double y1 = polygon.y(i);
        double y2 = polygon.y(next);
        if (y1 <= y != y2 <= y) {
          double part = (y - y1) / (y2 - y1);
          crossings[count++] = polygon.x(i) + part * (polygon.x(next) - polygon.x(i));
        }
      }
      Arrays.sort(crossings, 0, count);
      for (int i = 0; i + 1 < count; i += 2) {
        int from = (int) Math.max(0, Math.ceil(crossings[i] - 0.5));
        int to = (int) Math.min(width, Math.ceil(crossings[i + 1] - 0.5));
        if (from < to) {
          Arrays.fill(inside, row * width + from, row * width + to, (byte) 1);
        }
      }
    }
  }

  /** The outer outline of each piece, right to an eighth of a pixel; holes are filled. */
  List<Polygon> outlines() {
    List<Polygon> outlines = new ArrayList<>();
    try (Mat pixels = mat();
        Mat fine = new Mat();
        Size size = new Size(FINER * width, FINER * height);
        MatVector found = new MatVector()) {
      resize(pixels, fine, size, 0, 0, INTER_NEAREST);
      findContours(fine, found, RETR_EXTERNAL, CHAIN_APPROX_SIMPLE);
      for (long i = 0; i < found.size(); i++) {
        try (Mat contour = found.get(i)) {
          IntBuffer places = contour.createBuffer();
          double[] xy = new double[places.remaining()];
          for (int k = 0; k < xy.length; k++) {
            xy[k] = (places.get(k) + 0.5) / FINER;
          }
          if (xy.length >= 6) {
            outlines.add(new Polygon(xy));
          }
        }
      }
    }
    return outlines;
  }
}
