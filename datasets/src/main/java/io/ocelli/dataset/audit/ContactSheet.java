package io.ocelli.dataset.audit;

import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.Sample;
import io.ocelli.dataset.Workers;
import io.ocelli.error.OcelliException;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import io.ocelli.image.MinimumSize;
import io.ocelli.image.Thumbnails;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A picture of a data set: a row for each class with its name, its number of pictures and some of
 * them, taken at equal distances from first to last. Pictures that cannot be read are a gray field
 * with a cross.
 *
 * @param perClass thumbnails in a row, 1 to 100
 * @param side the longer side of a thumbnail in pixels, 16 to 512
 * @param maxClasses rows; further classes are only counted at the foot
 */
public record ContactSheet(int perClass, int side, int maxClasses) {
  /** Eight thumbnails of 112 pixels, at most 200 classes. */
  public static final ContactSheet DEFAULT = new ContactSheet(8, 112, 200);

  private static final int GAP = 6;
  private static final int LABEL = 22;
  private static final Color PAPER = new Color(0xFAFAFA);
  private static final Color INK = new Color(0x202020);
  private static final Color FAINT = new Color(0xD8D8D8);

  /** Checks the ranges. */
  public ContactSheet {
    if (perClass < 1 || perClass > 100 || side < 16 || side > 512 || maxClasses < 1) {
      throw new IllegalArgumentException(
          "a contact sheet has 1 to 100 thumbnails of 16 to 512 pixels in a row and a row or more: "
              + perClass
              + ", "
              + side
              + ", "
              + maxClasses);
    }
  }

  /** Draws the sheet and writes it as PNG, or whatever the extension says. */
  public void write(ClassDataset data, Path file, int threads) {
    try (Image sheet = Image.of(draw(data, threads))) {
      sheet.write(file);
    }
  }

  /** Draws the sheet. */
  public BufferedImage draw(ClassDataset data, int threads) {
    int rows = Math.min(maxClasses, data.classes().size());
    List<List<Sample>> chosen = chosen(data, rows);
    BufferedImage[] thumbnails = thumbnails(chosen, threads);
    int rowHeight = LABEL + side + GAP;
    int foot = rows < data.classes().size() ? LABEL + GAP : 0;
    int width = GAP + perClass * (side + GAP);
    BufferedImage sheet =
        new BufferedImage(width, GAP + rows * rowHeight + foot, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = sheet.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(PAPER);
    g.fillRect(0, 0, width, sheet.getHeight());
    int[] totals = new int[data.classes().size()];
    data.all().forEach(sample -> totals[sample.label()]++);
    int next = 0;
    for (int row = 0; row < rows; row++) {
      int top = GAP + row * rowHeight;
      String name = data.classes().get(row);
      text(g, name + "  (" + totals[row] + ")", GAP, top + 15, width - 2 * GAP);
      for (int i = 0; i < chosen.get(row).size(); i++) {
        cell(g, thumbnails[next++], GAP + i * (side + GAP), top + LABEL);
      }
    }
    if (foot > 0) {
      String more = "… and " + (data.classes().size() - rows) + " more classes";
      text(g, more, GAP, GAP + rows * rowHeight + 15, width - 2 * GAP);
    }
    g.dispose();
    return sheet;
  }

  private void cell(Graphics2D g, @Nullable BufferedImage thumbnail, int x, int y) {
    if (thumbnail == null) {
      g.setColor(FAINT);
      g.fillRect(x, y, side, side);
      g.setColor(INK);
      g.drawLine(x + side / 3, y + side / 3, x + 2 * side / 3, y + 2 * side / 3);
      g.drawLine(x + 2 * side / 3, y + side / 3, x + side / 3, y + 2 * side / 3);
    } else {
      int left = x + (side - thumbnail.getWidth()) / 2;
      int top = y + (side - thumbnail.getHeight()) / 2;
      g.drawImage(thumbnail, left, top, null);
    }
  }

  private List<List<Sample>> chosen(ClassDataset data, int rows) {
    List<List<Sample>> all = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      all.add(new ArrayList<>());
    }
    for (Sample sample : data.all()) {
      if (sample.label() < rows) {
        all.get(sample.label()).add(sample);
      }
    }
    all.replaceAll(this::spread);
    return all;
  }

  private List<Sample> spread(List<Sample> samples) {
    if (samples.size() <= perClass) {
      return samples;
    }
    List<Sample> some = new ArrayList<>();
    for (int i = 0; i < perClass; i++) {
      long at = perClass == 1 ? 0 : (long) i * (samples.size() - 1) / (perClass - 1);
      some.add(samples.get((int) at));
    }
    return some;
  }

  private BufferedImage[] thumbnails(List<List<Sample>> chosen, int threads) {
    List<Sample> samples = chosen.stream().flatMap(List::stream).toList();
    BufferedImage[] thumbnails = new BufferedImage[samples.size()];
    DecodeOptions decoding = DecodeOptions.DEFAULT.withMinimum(MinimumSize.filling(side, side));
    Workers.each(
        threads,
        "ocelli-thumbnails",
        thumbnails.length,
        i -> {
          try (Image image = samples.get(i).source().decode(decoding)) {
            thumbnails[i] = Thumbnails.of(image, side);
          } catch (OcelliException broken) {
            thumbnails[i] = null;
          }
        });
    return thumbnails;
  }

  private static void text(Graphics2D g, String text, int x, int y, int width) {
    try {
      g.setColor(INK);
      g.setFont(font(text));
      String shown = text;
      // Cut by code points: half an emoji is no character.
      while (g.getFontMetrics().stringWidth(shown) > width && shown.length() > 4) {
        shown = shown.substring(0, shown.offsetByCodePoints(shown.length(), -2)) + "…";
      }
      g.drawString(shown, x, y);
    } catch (RuntimeException | InternalError | LinkageError withoutFonts) {
      // A system without any font (a bare container) makes Java2D fail in these ways; the
      // pictures are worth having without the names.
      return;
    }
  }

  // The logical font covers what the system's fonts do, usually; else any font that has the
  // letters.
  private static Font font(String text) {
    Font usual = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    if (usual.canDisplayUpTo(text) < 0) {
      return usual;
    }
    for (Font other : GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts()) {
      if (other.canDisplayUpTo(text) < 0) {
        return other.deriveFont(13f);
      }
    }
    return usual;
  }
}
