package io.ocelli.dataset.synthetic;

import io.ocelli.error.UsageException;
import io.ocelli.image.ImageFormat;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Draws digits as a pen writes them, light on dark, in the manner of MNIST: several ways to write
 * each, thin and thick, turned, slanted, squeezed and shaky, with specks, noise and sometimes blur.
 * Picture {@code i} shows the digit {@code i % 10}; the digit is also its one object.
 */
public final class DigitSynthesizer implements Synthesizer {
  /** The smallest side of a picture in pixels. */
  public static final int MIN_SIZE = 16;

  /** The largest side of a picture in pixels. */
  public static final int MAX_SIZE = 512;

  private static final List<String> CLASSES =
      IntStream.range(0, 10).mapToObj(Integer::toString).toList();

  private final int size;
  private final long seed;

  /**
   * @param size width and height of the pictures, 16 to 512
   * @throws UsageException if the size is out of range
   */
  public DigitSynthesizer(int size, long seed) {
    if (size < MIN_SIZE || size > MAX_SIZE) {
      throw new UsageException(
          "digits are drawn " + MIN_SIZE + " to " + MAX_SIZE + " pixels wide",
          Integer.toString(size),
          "the size",
          "try 28");
    }
    this.size = size;
    this.seed = seed;
  }

  @Override
  public List<String> classNames() {
    return CLASSES;
  }

  @Override
  public ImageFormat fileFormat() {
    return ImageFormat.PNG;
  }

  @Override
  public SyntheticPicture picture(int index) {
    Dice dice = Dice.of(seed, "digit", index);
    int digit = index % CLASSES.size();
    Shape pen = pen(digit, dice);
    Layer layer = new Layer(size);
    specks(layer, dice);
    int level = (int) dice.in(150, 256);
    Sprite ink = new Sprite(pen, new Color(level, level, level), g -> {});
    ink.putOn(layer);
    if (dice.chance(0.3)) {
      layer.blur(size / 28.0 * dice.in(0.5, 0.9));
    }
    return new SyntheticPicture(
        gray(layer, dice),
        "digit-%05d".formatted(index + 1),
        List.of(digit),
        List.of(ink.region(size).object(digit)));
  }

  private Shape pen(int digit, Dice dice) {
    Path2D.Double line = Glyphs.digit(digit, dice.in(0, 1.1), dice);
    double scale = size * dice.in(0.58, 0.8) / Glyphs.HEIGHT;
    AffineTransform place = new AffineTransform();
    place.translate(size * (0.5 + 0.06 * dice.bell()), size * (0.5 + 0.06 * dice.bell()));
    place.rotate(0.55 * dice.bell());
    place.shear(-0.15 + 0.6 * dice.bell(), 0);
    place.scale(scale * dice.in(0.75, 1.1), scale);
    place.translate(-Glyphs.WIDTH / 2, -Glyphs.HEIGHT / 2);
    float thick = (float) (size * dice.in(0.055, 0.13));
    boolean round = dice.chance(0.75);
    Shape stroked =
        new BasicStroke(
                thick,
                round ? BasicStroke.CAP_ROUND : BasicStroke.CAP_BUTT,
                round ? BasicStroke.JOIN_ROUND : BasicStroke.JOIN_BEVEL)
            .createStrokedShape(place.createTransformedShape(line));
    if (dice.chance(0.25)) {
      // A broad nib held at an angle: lines are thicker one way than the other.
      double angle = dice.in(0, Math.PI);
      double reach = thick * dice.in(0.3, 0.7);
      Path2D.Double both = new Path2D.Double(Path2D.WIND_NON_ZERO);
      for (double part = -0.5; part <= 0.5; part += 0.25) {
        AffineTransform aside =
            AffineTransform.getTranslateInstance(
                Math.cos(angle) * reach * part, Math.sin(angle) * reach * part);
        both.append(aside.createTransformedShape(stroked), false);
      }
      return both;
    }
    return stroked;
  }

  private void specks(Layer layer, Dice dice) {
    int paper = (int) dice.in(0, 50);
    Graphics2D g = layer.draw();
    g.setColor(new Color(paper, paper, paper));
    g.fillRect(0, 0, size, size);
    for (int n = dice.chance(0.3) ? dice.between(1, 4) : 0; n > 0; n--) {
      int level = dice.between(60, 160);
      g.setColor(new Color(level, level, level));
      Point2D.Double at = new Point2D.Double(dice.in(0, size), dice.in(0, size));
      g.fill(Blob.round(at, size * dice.in(0.015, 0.05), 0.3, dice));
    }
    g.dispose();
  }

  private BufferedImage gray(Layer layer, Dice dice) {
    BufferedImage picture = new BufferedImage(size, size, BufferedImage.TYPE_3BYTE_BGR);
    byte[] bgr = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    double grain = dice.in(0, 36);
    for (int i = 0; i < layer.argb.length; i++) {
      double value = (layer.argb[i] & 255) + grain * dice.bell() * 2;
      byte level = (byte) Math.max(0, Math.min(255, Math.round(value)));
      bgr[3 * i] = level;
      bgr[3 * i + 1] = level;
      bgr[3 * i + 2] = level;
    }
    return picture;
  }
}
