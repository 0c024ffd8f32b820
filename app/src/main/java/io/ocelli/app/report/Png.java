package io.ocelli.app.report;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Draws into PNG bytes, with two pixels for each unit of length so that screens show it crisp. */
final class Png {
  static final int SCALE = 2;

  private Png() {}

  static byte[] draw(int width, int height, Consumer<Graphics2D> drawing) {
    System.setProperty("java.awt.headless", System.getProperty("java.awt.headless", "true"));
    BufferedImage image =
        new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    try {
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      g.setRenderingHint(
          RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
      g.scale(SCALE, SCALE);
      drawing.accept(g);
    } finally {
      g.dispose();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.setUseCache(false);
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * The drawing, or null where this machine cannot draw text: a bare server without a font or
   * without libfreetype makes AWT fail with errors of several kinds. A report without plots is
   * better than none.
   */
  static byte @Nullable [] orNull(Supplier<byte[]> drawing) {
    try {
      return drawing.get();
    } catch (RuntimeException | LinkageError | InternalError e) {
      System.getLogger(Png.class.getName())
          .log(System.Logger.Level.WARNING, "a plot is left out, fonts are missing: " + e);
      return null;
    }
  }
}
