package io.ocelli.dataset.synthetic;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/**
 * What light and camera make of the scene: shade, brightness, white balance, blur, sensor noise.
 */
final class Camera {
  private Camera() {}

  static BufferedImage shoot(Layer scene, Dice dice) {
    int size = scene.size;
    if (dice.chance(0.45)) {
      scene.blur(size / 96.0 * dice.in(0.3, 0.85));
    }
    double exposure = Math.pow(2, dice.in(-0.4, 0.4));
    double warm = 0.13 * dice.bell() * 2;
    double magenta = 0.04 * dice.bell() * 2;
    double gamma = dice.in(0.85, 1.2);
    double gradient = dice.in(0, 0.35);
    double angle = dice.in(0, 2 * Math.PI);
    double dx = Math.cos(angle) / size;
    double dy = Math.sin(angle) / size;
    double vignette = dice.chance(0.3) ? dice.in(0.1, 0.5) : 0;
    Noise dapple = new Noise(dice);
    double shadow = dice.chance(0.25) ? dice.in(0.15, 0.38) : 0;
    float frequency = (float) (dice.in(2, 5) / size);
    double grain = dice.in(0.5, 5);
    double[] balance = {1 - warm, 1 + magenta, 1 + warm};
    float[] curve = new float[256];
    for (int i = 0; i < 256; i++) {
      curve[i] = (float) (255 * exposure * Math.pow(i / 255.0, gamma));
    }
    BufferedImage picture = new BufferedImage(size, size, BufferedImage.TYPE_3BYTE_BGR);
    byte[] bgr = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    long state = dice.seed();
    for (int y = 0, i = 0; y < size; y++) {
      for (int x = 0; x < size; x++, i++) {
        double cx = x - size / 2.0;
        double cy = y - size / 2.0;
        double light = 1 + gradient * (cx * dx + cy * dy) * 2;
        light *= 1 - vignette * (cx * cx + cy * cy) * 2 / size / size;
        if (shadow > 0) {
          float n = dapple.at(x * frequency, y * frequency);
          light *= 1 - shadow * Math.max(0, Math.min(1, (n - 0.45) * 8));
        }
        // A linear congruential generator (Knuth's MMIX constants); its high bits are the noise.
        state = state * 6364136223846793005L + 1442695040888963407L;
        int p = scene.argb[i];
        for (int c = 0; c < 3; c++) {
          double noise = ((state >>> (20 + 14 * c) & 0x3FFF) / 8192.0 - 1) * grain;
          double v = curve[p >> (8 * c) & 255] * light * balance[c] + noise;
          bgr[3 * i + c] = (byte) Math.max(0, Math.min(255, Math.round(v)));
        }
      }
    }
    return picture;
  }
}
