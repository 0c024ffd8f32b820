package io.ocelli.ops.find;

import static org.bytedeco.opencv.global.opencv_core.CV_32S;
import static org.bytedeco.opencv.global.opencv_imgproc.ADAPTIVE_THRESH_MEAN_C;
import static org.bytedeco.opencv.global.opencv_imgproc.CC_STAT_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.CC_STAT_HEIGHT;
import static org.bytedeco.opencv.global.opencv_imgproc.CC_STAT_LEFT;
import static org.bytedeco.opencv.global.opencv_imgproc.CC_STAT_TOP;
import static org.bytedeco.opencv.global.opencv_imgproc.CC_STAT_WIDTH;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY_INV;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.indexer.IntIndexer;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Finds patches that differ from their surroundings and have the size and shape of characters. */
final class GlyphSearch {
  /** Heights of characters that are looked for at one scale of the picture, in its pixels. */
  static final int SMALLEST = 14;

  static final int LARGEST = 48;

  /** Characters that touch make one patch: of so many heights at most. */
  private static final double WIDEST = 2.6;

  private static final int BLOCK = 45;
  private static final double CONTRAST = 6;

  private GlyphSearch() {}

  /**
   * The patches of one brightness.
   *
   * @param gray 8-bit gray
   * @param scale what the picture's pixels were multiplied by to get {@code gray}
   * @param dark whether characters are darker than what is around them
   */
  static List<Glyph> in(Mat gray, double scale, boolean dark) {
    List<Glyph> glyphs = new ArrayList<>();
    try (Mat smooth = new Mat();
        Mat ink = new Mat();
        Mat labels = new Mat();
        Mat stats = new Mat();
        Mat centres = new Mat();
        Size three = new Size(3, 3)) {
      opencv_imgproc.GaussianBlur(gray, smooth, three, 0);
      opencv_imgproc.adaptiveThreshold(
          smooth,
          ink,
          255,
          ADAPTIVE_THRESH_MEAN_C,
          dark ? THRESH_BINARY_INV : THRESH_BINARY,
          BLOCK,
          dark ? CONTRAST : -CONTRAST);
      int count =
          opencv_imgproc.connectedComponentsWithStats(ink, labels, stats, centres, 8, CV_32S);
      try (IntIndexer at = stats.createIndexer()) {
        for (int i = 1; i < count; i++) {
          int width = at.get(i, CC_STAT_WIDTH);
          int height = at.get(i, CC_STAT_HEIGHT);
          if (height < SMALLEST || height > LARGEST || width > WIDEST * height || width < 2) {
            continue;
          }
          double filled = at.get(i, CC_STAT_AREA) / ((double) width * height);
          if (filled < 0.15) {
            continue;
          }
          double x = at.get(i, CC_STAT_LEFT) / scale;
          double y = at.get(i, CC_STAT_TOP) / scale;
          glyphs.add(new Glyph(x, y, x + width / scale, y + height / scale));
        }
      }
    }
    return glyphs;
  }
}
