package io.ocelli.bench;

import io.ocelli.draw.Canvas;
import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import io.ocelli.image.Rgb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stand-ins for the second pictures in examples, drawn into files of a temporary folder. A mask is
 * black with a few white lines, a part is a part of the large picture, the rest are pictures of
 * their own.
 */
final class BenchScenes {
  private static final Pattern SCENE = Pattern.compile("scene/([a-z0-9-]+)\\.png");
  private static final int WIDTH = 1600;
  private static final int HEIGHT = 1200;
  private static final Path FOLDER = folder();
  private static int maskWidth = WIDTH;
  private static int maskHeight = HEIGHT;

  private BenchScenes() {}

  /** Masks fit to pictures of this size; to be called before the first mask is asked for. */
  static synchronized void masksFor(int width, int height) {
    maskWidth = width;
    maskHeight = height;
  }

  /** The file of a scene; drawn when it is first asked for. */
  static synchronized Path file(String name) {
    Path file = FOLDER.resolve(name + ".png");
    if (!Files.exists(file)) {
      try (Image image = draw(name)) {
        Files.write(file, image.encode(ImageFormat.PNG));
        file.toFile().deleteOnExit();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return file;
  }

  /** The same pipeline with a file in place of each scene. */
  static String resolve(String pipeline) {
    Matcher matcher = SCENE.matcher(pipeline);
    StringBuilder out = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(out, Matcher.quoteReplacement("'" + file(matcher.group(1)) + "'"));
    }
    return matcher.appendTail(out).toString();
  }

  private static Image draw(String name) {
    if (name.contains("mask")) {
      Image mask = Image.blank(maskWidth, maskHeight, 0, 0, 0);
      Canvas.on(mask)
          .line(new Point(200, 200), new Point(600, 400), Rgb.WHITE, 4)
          .line(new Point(900, 800), new Point(1200, 700), Rgb.WHITE, 4);
      return mask;
    }
    if (name.contains("part")) {
      return BenchPictures.picture(160, 120);
    }
    Image picture = BenchPictures.picture(WIDTH, HEIGHT);
    Canvas.on(picture).fillRectangle(new Box(300, 200, 700, 600), new Rgb(200, 60, 40), 1);
    return picture;
  }

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("ocelli-bench");
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
