package io.ocelli.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;

/** Pictures and files that tests are made of. */
final class TestImages {
  private TestImages() {}

  /** Smooth colours with a few edges, so that lossy formats come close and turns are visible. */
  static Image picture(int width, int height) {
    byte[] bgr = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = 3 * (y * width + x);
        bgr[at] = (byte) (255 * x / width);
        bgr[at + 1] = (byte) (255 * y / height);
        bgr[at + 2] = (byte) (x > width / 3 && y < height / 4 ? 200 : 40);
      }
    }
    return Image.ofBgr(width, height, bgr);
  }

  static Image noise(int width, int height, long seed) {
    byte[] bgr = new byte[3 * width * height];
    new Random(seed).nextBytes(bgr);
    return Image.ofBgr(width, height, bgr);
  }

  static byte[] bytes(Image image) {
    byte[] bytes = new byte[3 * image.width() * image.height()];
    image.pixels().get(bytes);
    return bytes;
  }

  static Image decode(byte[] bytes) {
    return Image.decode(bytes, "test", DecodeOptions.DEFAULT);
  }

  /** The stored picture turned as EXIF says, pixel by pixel. */
  static byte[] turned(Image stored, int orientation) {
    int w = stored.width();
    int h = stored.height();
    int width = orientation >= 5 ? h : w;
    int height = orientation >= 5 ? w : h;
    byte[] in = bytes(stored);
    byte[] out = new byte[in.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int[] from =
            switch (orientation) {
              case 1 -> new int[] {x, y};
              case 2 -> new int[] {w - 1 - x, y};
              case 3 -> new int[] {w - 1 - x, h - 1 - y};
              case 4 -> new int[] {x, h - 1 - y};
              case 5 -> new int[] {y, x};
              case 6 -> new int[] {y, h - 1 - x};
              case 7 -> new int[] {w - 1 - y, h - 1 - x};
              case 8 -> new int[] {w - 1 - y, x};
              default -> throw new IllegalArgumentException();
            };
        System.arraycopy(in, 3 * (from[1] * w + from[0]), out, 3 * (y * width + x), 3);
      }
    }
    return out;
  }

  /** A TIFF block with nothing but the orientation tag. */
  static byte[] exif(int orientation, ByteOrder order) {
    ByteBuffer block = ByteBuffer.allocate(26).order(order);
    block.put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(StandardCharsets.US_ASCII));
    block.putShort((short) 42).putInt(8).putShort((short) 1);
    block.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
    return block.array();
  }

  static byte[] jpegWithExif(byte[] jpeg, byte[] exif) {
    ByteBuffer out = ByteBuffer.allocate(jpeg.length + exif.length + 10);
    out.put(jpeg, 0, 2).putShort((short) 0xFFE1).putShort((short) (exif.length + 8));
    out.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).put(exif);
    return out.put(jpeg, 2, jpeg.length - 2).array();
  }

  /** A PNG with a further chunk after IHDR. */
  static byte[] pngWithChunk(byte[] png, String type, byte[] data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(png, 0, 33);
    out.writeBytes(pngChunk(type, data));
    out.write(png, 33, png.length - 33);
    return out.toByteArray();
  }

  static byte[] pngChunk(String type, byte[] data) {
    ByteBuffer chunk = ByteBuffer.allocate(data.length + 12);
    chunk.putInt(data.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, data.length + 4);
    return chunk.putInt((int) crc.getValue()).array();
  }

  /** The extended form of a simple WebP file, with EXIF. */
  static byte[] webpWithExif(byte[] webp, int width, int height, byte[] exif) {
    int size = 4 + 18 + (webp.length - 12) + 8 + exif.length;
    ByteBuffer out = ByteBuffer.allocate(size + 8).order(ByteOrder.LITTLE_ENDIAN);
    out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(size);
    out.put("WEBPVP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10).putInt(0x08);
    out.put((byte) (width - 1)).put((byte) ((width - 1) >> 8)).put((byte) 0);
    out.put((byte) (height - 1)).put((byte) ((height - 1) >> 8)).put((byte) 0);
    out.put(webp, 12, webp.length - 12);
    out.put("EXIF".getBytes(StandardCharsets.US_ASCII)).putInt(exif.length).put(exif);
    return out.array();
  }

  /** An uncompressed TIFF of one strip; samples in the file's byte order. */
  static byte[] tiff(
      int width, int height, int samples, int bits, int orientation, int extra, byte[] data) {
    int[][] tags = {
      {256, 3, width},
      {257, 3, height},
      {258, 3, bits},
      {259, 3, 1},
      {262, 3, samples >= 3 ? 2 : 1},
      {273, 4, 8},
      {274, 3, orientation},
      {277, 3, samples},
      {278, 3, height},
      {279, 4, data.length},
      {338, 3, extra}
    };
    int entries = extra < 0 ? tags.length - 1 : tags.length;
    int directory = 8 + data.length + 8 + (data.length & 1);
    ByteBuffer out =
        ByteBuffer.allocate(directory + 6 + 12 * entries).order(ByteOrder.LITTLE_ENDIAN);
    out.put("II".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(directory);
    out.put(data);
    int depths = 8 + data.length + (data.length & 1);
    out.position(depths);
    for (int i = 0; i < 4; i++) {
      out.putShort((short) bits);
    }
    out.position(directory);
    out.putShort((short) entries);
    for (int i = 0; i < entries; i++) {
      boolean depth = tags[i][0] == 258 && samples > 2;
      out.putShort((short) tags[i][0]).putShort((short) tags[i][1]);
      out.putInt(depth ? samples : 1);
      if (depth || tags[i][1] == 4) {
        out.putInt(depth ? depths : tags[i][2]);
      } else {
        out.putShort((short) tags[i][2]).putShort((short) 0);
      }
    }
    return out.putInt(0).array();
  }
}
