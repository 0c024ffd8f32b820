package io.ocelli.draw;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;

import io.ocelli.geometry.Box;
import io.ocelli.geometry.Letterbox;
import io.ocelli.geometry.Point;
import io.ocelli.image.Image;
import io.ocelli.image.Rgb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A picture of pictures: rows of cells of one size, each with a caption below it.
 *
 * <p>Pictures are added one by one, scaled into their cell at once and not kept, so the memory
 * taken is that of the montage itself, however large the pictures are. A picture keeps its shape;
 * one that is smaller than its cell is not enlarged unless the layout says so.
 *
 * <pre>{@code
 * try (Montage montage = new Montage(Montage.Layout.of(4, 160, 120))) {
 *   for (Path file : files) {
 *     try (Image picture = Image.read(file)) {
 *       montage.add(picture, file.getFileName().toString());
 *     }
 *   }
 *   try (Image sheet = montage.finish()) {
 *     sheet.write(Path.of("sheet.png"));
 *   }
 * }
 * }</pre>
 */
public final class Montage implements AutoCloseable {
  private final Layout layout;
  private final int captionHeight;
  private final List<Image> rows = new ArrayList<>();
  private int count;

  /**
   * How the cells lie.
   *
   * @param columns cells in a row, 1 to 1,000
   * @param cellWidth width of each in pixels, 1 to 20,000
   * @param cellHeight height of each in pixels, without the caption
   * @param gap free pixels between cells and around them, 0 to 1,000
   * @param background colour of what no picture covers; captions are black or white on it
   * @param captions letters of the captions, as many as fit in one line; empty for no captions
   * @param enlarge whether small pictures are enlarged to their cell
   */
  public record Layout(
      int columns,
      int cellWidth,
      int cellHeight,
      int gap,
      Rgb background,
      Optional<TextStyle> captions,
      boolean enlarge) {
    /** Checks the ranges. */
    public Layout {
      if (columns < 1
          || columns > 1000
          || Math.min(cellWidth, cellHeight) < 1
          || Math.max(cellWidth, cellHeight) > 20_000
          || gap < 0
          || gap > 1000) {
        throw new IllegalArgumentException(
            "a montage has 1 to 1000 columns, cells of 1 to 20000 pixels and gaps of at most 1000,"
                + " got %d columns of %dx%d with gaps of %d"
                    .formatted(columns, cellWidth, cellHeight, gap));
      }
    }

    /** Cells on white with gaps of 8 pixels and captions of 13. */
    public static Layout of(int columns, int cellWidth, int cellHeight) {
      return new Layout(
          columns, cellWidth, cellHeight, 8, Rgb.WHITE, Optional.of(TextStyle.of(13)), false);
    }
  }

  /** A montage without pictures. */
  public Montage(Layout layout) {
    this.layout = layout;
    this.captionHeight = layout.captions().map(s -> (int) Math.ceil(1.5 * s.size())).orElse(0);
  }

  /** The number of pictures so far. */
  public int count() {
    return count;
  }

  /**
   * Adds a picture to the next cell; it may be closed afterwards.
   *
   * @param caption empty for none; cut at the cell's width; not shown where the layout has none
   */
  public Montage add(Image picture, String caption) {
    int column = count % layout.columns();
    if (column == 0) {
      Rgb paper = layout.background();
      rows.add(
          Image.blank(
              layout.gap() + layout.columns() * (layout.cellWidth() + layout.gap()),
              layout.cellHeight() + captionHeight + layout.gap(),
              paper.blue(),
              paper.green(),
              paper.red()));
    }
    count++;
    Image row = rows.get(rows.size() - 1);
    int left = layout.gap() + column * (layout.cellWidth() + layout.gap());
    place(picture, row, left);
    if (!caption.isEmpty()) {
      layout.captions().ifPresent(style -> caption(row, left, caption, style));
    }
    return this;
  }

  private void place(Image picture, Image row, int left) {
    boolean small =
        picture.width() <= layout.cellWidth() && picture.height() <= layout.cellHeight();
    Letterbox fit =
        small && !layout.enlarge()
            ? new Letterbox(
                picture.width(),
                picture.height(),
                (layout.cellWidth() - picture.width()) / 2,
                (layout.cellHeight() - picture.height()) / 2,
                picture.width(),
                picture.height())
            : Letterbox.fit(
                picture.width(), picture.height(), layout.cellWidth(), layout.cellHeight(), true);
    paste(picture, row, left + fit.left(), layout.gap() + fit.top(), fit.width(), fit.height());
  }

  private void caption(Image row, int left, String caption, TextStyle style) {
    String line = caption.lines().findFirst().orElse("");
    TextPainter.Layout text = TextPainter.layout(line, style);
    while (text.width() > layout.cellWidth() && line.length() > 1) {
      // The end is cut off: what tells neighbours apart mostly stands before it.
      line = line.substring(0, line.offsetByCodePoints(line.length(), -1));
      text = TextPainter.layout(line + "…", style);
    }
    double x = left + (layout.cellWidth() - text.width()) / 2;
    double y = layout.gap() + layout.cellHeight() + 1.1 * style.size();
    TextPainter.paint(row, text, new Point(x, y), Palette.textOn(layout.background()));
  }

  /**
   * The montage so far, for the caller to close; a last row that is not full is filled with
   * background.
   *
   * @throws IllegalStateException if there is no picture in it
   */
  public Image finish() {
    if (count == 0) {
      throw new IllegalStateException("a montage needs at least one picture");
    }
    Image first = rows.get(0);
    Rgb paper = layout.background();
    int columns = Math.min(count, layout.columns());
    int width = layout.gap() + columns * (layout.cellWidth() + layout.gap());
    Image sheet =
        Image.blank(
            width,
            rows.size() * first.height() + layout.gap(),
            paper.blue(),
            paper.green(),
            paper.red());
    for (int i = 0; i < rows.size(); i++) {
      try (Rect from = new Rect(0, 0, width, first.height());
          Rect to = new Rect(0, i * first.height(), width, first.height());
          Mat part = new Mat(rows.get(i).mat(), from);
          Mat cell = new Mat(sheet.mat(), to)) {
        part.copyTo(cell);
      }
    }
    return sheet;
  }

  /**
   * Pictures beside each other, scaled to the height of the first.
   *
   * @param pictures at least one
   * @param gap free pixels between them, at least 0
   * @return for the caller to close
   */
  public static Image sideBySide(List<Image> pictures, int gap, Rgb background) {
    if (pictures.isEmpty() || gap < 0) {
      throw new IllegalArgumentException("needs a picture, and a gap of at least 0 pixels");
    }
    int height = pictures.get(0).height();
    List<Integer> widths =
        pictures.stream()
            .map(p -> (int) Math.max(1, Math.round((double) p.width() * height / p.height())))
            .toList();
    int all = widths.stream().mapToInt(w -> w).sum() + gap * (pictures.size() - 1);
    Image joined =
        Image.blank(all, height, background.blue(), background.green(), background.red());
    int x = 0;
    for (int i = 0; i < pictures.size(); i++) {
      paste(pictures.get(i), joined, x, 0, widths.get(i), height);
      x += widths.get(i) + gap;
    }
    return joined;
  }

  private static void paste(Image picture, Image on, int x, int y, int width, int height) {
    boolean smaller = width < picture.width() || height < picture.height();
    try (Rect place = new Rect(x, y, width, height);
        Mat cell = new Mat(on.mat(), place);
        Size size = new Size(width, height)) {
      if (width == picture.width() && height == picture.height()) {
        picture.mat().copyTo(cell);
      } else {
        opencv_imgproc.resize(picture.mat(), cell, size, 0, 0, smaller ? INTER_AREA : INTER_CUBIC);
      }
    }
  }

  /** Frees the rows; pictures that {@link #finish()} gave stay open. */
  @Override
  public void close() {
    rows.forEach(Image::close);
    rows.clear();
  }

  /** Where the picture of an index lies in the finished montage, without its caption. */
  public Box cell(int index) {
    int rowHeight = layout.cellHeight() + captionHeight + layout.gap();
    return Box.ofXywh(
        layout.gap() + index % layout.columns() * (layout.cellWidth() + layout.gap()),
        layout.gap() + index / layout.columns() * rowHeight,
        layout.cellWidth(),
        layout.cellHeight());
  }
}
