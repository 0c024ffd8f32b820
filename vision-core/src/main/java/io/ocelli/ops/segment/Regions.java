package io.ocelli.ops.segment;

import io.ocelli.draw.Annotator;
import io.ocelli.draw.LineWidth;
import io.ocelli.draw.Palette;
import io.ocelli.draw.TextStyle;
import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Image;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Findings;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** A picture cut into regions: the number of its region for each pixel, 0 for none. */
final class Regions {
  private final int width;
  private final int height;
  private final int[] numbers;
  private final List<Region> list;

  /** Numbers regions anew, by their size, and leaves out those below an area. */
  private Regions(int width, int height, int[] labels, int count, int minArea) {
    this.width = width;
    this.height = height;
    Region[] measured = measure(labels, width, count);
    Region[] ordered =
        Arrays.stream(measured)
            .filter(region -> region.area() >= Math.max(1, minArea))
            .sorted(
                Comparator.comparingInt((Region region) -> -region.area())
                    .thenComparing(region -> region.box().y1())
                    .thenComparing(region -> region.box().x1())
                    .thenComparing(Region::number))
            .toArray(Region[]::new);
    int[] renumbered = new int[count + 1];
    for (int i = 0; i < ordered.length; i++) {
      renumbered[ordered[i].number()] = i + 1;
    }
    this.numbers = labels;
    for (int i = 0; i < labels.length; i++) {
      labels[i] = renumbered[labels[i]];
    }
    this.list =
        IntStream.range(0, ordered.length)
            .mapToObj(
                i -> new Region(i + 1, ordered[i].area(), ordered[i].box(), ordered[i].centroid()))
            .toList();
  }

  /**
   * Regions of labels.
   *
   * @param labels {@code width * height} numbers, 0 for none, 1 to {@code count}; taken over
   */
  static Regions of(int width, int height, int[] labels, int count, int minArea) {
    return new Regions(width, height, labels, count, minArea);
  }

  /** The regions, the largest first. */
  List<Region> list() {
    return list;
  }

  void tell(Findings findings) {
    list.forEach(findings::add);
  }

  /** The boxes of the regions on the picture, and the numbers of those that have room for them. */
  Raster boxes(Raster in) {
    Annotator annotator = new Annotator();
    try (Image image = in.toImage()) {
      double letters = TextStyle.of(image).size();
      // The smallest first, so that the numbers of large ones are on top.
      for (int i = list.size() - 1; i >= 0; i--) {
        Box box = list.get(i).box();
        boolean room = Math.min(box.width(), box.height()) > 2 * letters;
        annotator.box(image, box, room ? String.valueOf(list.get(i).number()) : "", i);
      }
      return Raster.of(image);
    }
  }

  /** A colour for each region, on black; black itself is no region's. */
  Raster colours() {
    byte[] bgr = new byte[Math.multiplyExact(3, numbers.length)];
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] > 0) {
        put(bgr, i, colour(numbers[i]));
      }
    }
    return Raster.of(width, height, ColorSpace.BGR, bgr);
  }

  /** White where there are regions. */
  Raster mask() {
    byte[] gray = new byte[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      gray[i] = (byte) (numbers[i] > 0 ? 255 : 0);
    }
    return Raster.of(width, height, ColorSpace.GRAY, gray);
  }

  /** The picture with the inner borders of the regions, as wide as lines are drawn on it. */
  Raster borders(Raster in, Rgb colour) {
    try (Image image = in.toImage()) {
      paintBorders(image, borderMask(), colour);
      return Raster.of(image);
    }
  }

  private byte[] borderMask() {
    byte[] border = new byte[numbers.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        int own = numbers[i];
        boolean differs =
            (x > 0 && numbers[i - 1] != own)
                || (y > 0 && numbers[i - width] != own)
                || (x < width - 1 && numbers[i + 1] != own)
                || (y < height - 1 && numbers[i + width] != own);
        border[i] = (byte) (own > 0 && differs ? 255 : 0);
      }
    }
    return border;
  }

  /** Colours where a mask is 255, made wider as the picture is larger. */
  static void paintBorders(Image image, byte[] mask, Rgb colour) {
    int line = (int) LineWidth.of(image);
    try (Mat marks = new Mat(image.height(), image.width(), opencv_core.CV_8UC1)) {
      marks.<ByteBuffer>createBuffer().put(mask);
      if (line > 1) {
        try (Size side = new Size(line, line);
            Mat brush = opencv_imgproc.getStructuringElement(opencv_imgproc.MORPH_RECT, side);
            Mat wide = new Mat()) {
          opencv_imgproc.dilate(marks, wide, brush);
          Colours.paint(image.mat(), wide, colour);
        }
      } else {
        Colours.paint(image.mat(), marks, colour);
      }
    }
  }

  private static Rgb colour(int number) {
    // Palette's eighth base colour is black, which is the ground here.
    int index = number - 1;
    Rgb colour = Palette.of(index);
    return colour.equals(Rgb.BLACK) ? Rgb.WHITE : colour;
  }

  private static void put(byte[] bgr, int pixel, Rgb colour) {
    bgr[3 * pixel] = (byte) colour.blue();
    bgr[3 * pixel + 1] = (byte) colour.green();
    bgr[3 * pixel + 2] = (byte) colour.red();
  }

  private static Region[] measure(int[] labels, int width, int count) {
    int[] area = new int[count + 1];
    int[] left = new int[count + 1];
    int[] right = new int[count + 1];
    int[] top = new int[count + 1];
    int[] bottom = new int[count + 1];
    long[] sumX = new long[count + 1];
    long[] sumY = new long[count + 1];
    Arrays.fill(left, Integer.MAX_VALUE);
    for (int i = 0; i < labels.length; i++) {
      int label = labels[i];
      if (label == 0) {
        continue;
      }
      int x = i % width;
      int y = i / width;
      if (area[label]++ == 0) {
        top[label] = y;
      }
      bottom[label] = y;
      left[label] = Math.min(left[label], x);
      right[label] = Math.max(right[label], x);
      sumX[label] += x;
      sumY[label] += y;
    }
    return IntStream.rangeClosed(1, count)
        .filter(label -> area[label] > 0)
        .mapToObj(
            label ->
                new Region(
                    label,
                    area[label],
                    new Box(left[label], top[label], right[label] + 1, bottom[label] + 1),
                    new Point(
                        (double) sumX[label] / area[label], (double) sumY[label] / area[label])))
        .toArray(Region[]::new);
  }
}
