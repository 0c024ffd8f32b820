package io.ocelli.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * CMYK JPEG without an Adobe block: ink is stored as it is, while OpenCV takes every CMYK JPEG for
 * inverted, as Adobe writes them. Java's own reader gives the stored ink.
 */
final class PlainCmykJpeg {
  private PlainCmykJpeg() {}

  static Mat decode(Source source) {
    OpenCv.load();
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    try (ImageInputStream in =
        ImageIO.createImageInputStream(new ByteArrayInputStream(source.bytes()))) {
      reader.setInput(in, true, true);
      return toBgr(reader.readRaster(0, null));
    } catch (IOException | RuntimeException e) {
      throw source.damaged("the decoder gave up (" + e.getMessage() + ")");
    } finally {
      reader.dispose();
    }
  }

  private static Mat toBgr(Raster cmyk) {
    int width = cmyk.getWidth();
    int height = cmyk.getHeight();
    Mat bgr = new Mat(height, width, CV_8UC3);
    ByteBuffer out = bgr.createBuffer();
    int[] row = new int[4 * width];
    for (int y = 0; y < height; y++) {
      cmyk.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        int light = 255 - row[4 * x + 3];
        for (int c = 2; c >= 0; c--) {
          out.put((byte) (((255 - row[4 * x + c]) * light + 127) / 255));
        }
      }
    }
    return bgr;
  }
}
