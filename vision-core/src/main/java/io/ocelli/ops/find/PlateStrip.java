package io.ocelli.ops.find;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.javacpp.indexer.IntIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The characters of a plate alone, dark on white, level and upright.
 *
 * @param variants the same strip, prepared in several ways, row by row
 * @param width of each in pixels
 * @param height of each in pixels
 * @param boxes of the characters in the strip, from left to right
 */
record PlateStrip(List<byte[]> variants, int width, int height, List<Glyph> boxes) {
  private static final int H = Patch.HEIGHT;
  private static final int EDGE = 12;

  /** What is wider, in heights of a character, is several that touch; and how wide they may be. */
  private static final double WIDEST = 1.4;

  private static final double WIDEST_TOUCHING = 3;

  /** Cuts the characters out of a plate. */
  static PlateStrip of(PlateSearch.Place place) {
    Patch patch = place.patch();
    PlateFrame frame = place.frame();
    double lean = (frame.innerLeft().slope() + frame.innerRight().slope()) / 2;
    int x1 = (int) Math.ceil(Math.max(frame.innerLeft().of(0), -4 * H)) + 1;
    int x2 = (int) Math.floor(Math.min(frame.innerRight().of(0), patch.length() + 4 * H)) - 1;
    int up = (int) Math.min(H * 0.78, -frame.top().of(patch.length() / 2.0) - 2);
    int down = (int) Math.min(H * 0.78, frame.bottom().of(patch.length() / 2.0) - 2);
    up = Math.max(up, H / 2 + 1);
    down = Math.max(down, H / 2 + 1);
    int width = Math.max(8, x2 - x1);
    int height = up + down;
    byte[] gray = new byte[width * height];
    float[] values = new float[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int py = y - up;
        float value = patch.at((int) Math.round(x1 + x + lean * py), py);
        values[y * width + x] = place.row().dark() ? value : 255 - value;
      }
    }
    stretch(values, gray);
    return binary(gray, width, height);
  }

  /** Black is what is darkest, white the ground. */
  private static void stretch(float[] values, byte[] out) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    float low = sorted[(int) (sorted.length * 0.04)];
    float high = sorted[(int) (sorted.length * 0.85)];
    float range = Math.max(1, high - low);
    for (int i = 0; i < values.length; i++) {
      out[i] = (byte) Math.max(0, Math.min(255, Math.round(255 * (values[i] - low) / range)));
    }
  }

  private static PlateStrip binary(byte[] gray, int width, int height) {
    try (Mat from = new Mat(height, width, opencv_core.CV_8UC1);
        Mat ink = new Mat();
        Mat labels = new Mat();
        Mat stats = new Mat();
        Mat centres = new Mat()) {
      from.data().put(gray);
      opencv_imgproc.threshold(
          from, ink, 0, 255, opencv_imgproc.THRESH_BINARY_INV | opencv_imgproc.THRESH_OTSU);
      int count =
          opencv_imgproc.connectedComponentsWithStats(
              ink, labels, stats, centres, 8, opencv_core.CV_32S);
      boolean[] keep = new boolean[count];
      List<Glyph> boxes = new ArrayList<>();
      try (IntIndexer at = stats.createIndexer();
          IntIndexer label = labels.createIndexer()) {
        for (int i = 1; i < count; i++) {
          int w = at.get(i, opencv_imgproc.CC_STAT_WIDTH);
          int h = at.get(i, opencv_imgproc.CC_STAT_HEIGHT);
          int x = at.get(i, opencv_imgproc.CC_STAT_LEFT);
          int y = at.get(i, opencv_imgproc.CC_STAT_TOP);
          double middle = y + h / 2.0 - height / 2.0;
          boolean side = (x == 0 || x + w == width) && (w < H * 0.3 || h >= height - 1);
          keep[i] =
              h > 0.7 * H
                  && h < 1.5 * H
                  && w < WIDEST_TOUCHING * H
                  && Math.abs(middle) < 0.3 * H
                  && !side;
          if (keep[i]) {
            boxes.add(new Glyph(x, y, x + w, y + h));
          }
        }
        boxes.sort(Comparator.comparingDouble(Glyph::x));
        int left = boxes.isEmpty() ? 0 : (int) boxes.get(0).x1();
        int right = boxes.isEmpty() ? width : (int) boxes.get(boxes.size() - 1).x2();
        int w = right - left + 2 * EDGE;
        int h = height + 2 * EDGE;
        byte[] plain = new byte[w * h];
        byte[] clean = new byte[w * h];
        Arrays.fill(plain, (byte) 255);
        Arrays.fill(clean, (byte) 255);
        for (int y = 0; y < height; y++) {
          for (int x = Math.max(0, left - 2); x < Math.min(width, right + 2); x++) {
            int to = (y + EDGE) * w + x - left + EDGE;
            plain[to] = gray[y * width + x];
            int l = label.get(y, x);
            if (l != 0 && keep[l]) {
              clean[to] = 0;
            }
          }
        }
        // Gray where characters are, white elsewhere: the soft edges without borders and dirt.
        byte[] soft = soften(plain, clean, w, h);
        return new PlateStrip(List.of(plain, soft, clean), w, h, apart(boxes));
      }
    }
  }

  /** The same boxes, with those of characters that touch cut into as many as have room. */
  private static List<Glyph> apart(List<Glyph> boxes) {
    double[] widths =
        boxes.stream().mapToDouble(Glyph::width).filter(w -> w < WIDEST * H).sorted().toArray();
    double usual = widths.length == 0 ? 0.7 * H : Math.max(0.4 * H, widths[widths.length / 2]);
    List<Glyph> cut = new ArrayList<>();
    for (Glyph box : boxes) {
      int parts = box.width() < WIDEST * H ? 1 : (int) Math.max(2, Math.round(box.width() / usual));
      double width = box.width() / parts;
      for (int i = 0; i < parts; i++) {
        double x = box.x1() + i * width;
        cut.add(new Glyph(x, box.y1(), x + width, box.y2()));
      }
    }
    return List.copyOf(cut);
  }

  private static byte[] soften(byte[] gray, byte[] clean, int width, int height) {
    byte[] out = new byte[gray.length];
    Arrays.fill(out, (byte) 255);
    for (int y = 2; y < height - 2; y++) {
      for (int x = 2; x < width - 2; x++) {
        boolean near = false;
        for (int dy = -2; dy <= 2 && !near; dy++) {
          for (int dx = -2; dx <= 2 && !near; dx++) {
            near = clean[(y + dy) * width + x + dx] == 0;
          }
        }
        if (near) {
          out[y * width + x] = gray[y * width + x];
        }
      }
    }
    return out;
  }
}
