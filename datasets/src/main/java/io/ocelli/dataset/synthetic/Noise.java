package io.ocelli.dataset.synthetic;

/** Smooth value noise: random values on a lattice, joined by a cubic ease, in several octaves. */
final class Noise {
  private static final int SIZE = 64;
  private final float[] lattice = new float[SIZE * SIZE];

  Noise(Dice dice) {
    long state = dice.seed();
    for (int i = 0; i < lattice.length; i++) {
      // The mixing step of SplitMix64 (Steele, Lea and Flood 2014).
      state += 0x9E3779B97F4A7C15L;
      long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      lattice[i] = ((z >>> 40) & 0xFFFF) / 65535f;
    }
  }

  /** One octave, 0 to 1; the lattice has the distance 1 and repeats after 64. */
  float at(float x, float y) {
    int ix = (int) Math.floor(x);
    int iy = (int) Math.floor(y);
    float fx = x - ix;
    float fy = y - iy;
    fx = fx * fx * (3 - 2 * fx);
    fy = fy * fy * (3 - 2 * fy);
    int x0 = ix & (SIZE - 1);
    int x1 = (ix + 1) & (SIZE - 1);
    int y0 = (iy & (SIZE - 1)) * SIZE;
    int y1 = ((iy + 1) & (SIZE - 1)) * SIZE;
    float top = lattice[y0 + x0] + fx * (lattice[y0 + x1] - lattice[y0 + x0]);
    float bottom = lattice[y1 + x0] + fx * (lattice[y1 + x1] - lattice[y1 + x0]);
    return top + fy * (bottom - top);
  }

  /** Several octaves, each of half the size and weight of the one before; 0 to 1. */
  float at(float x, float y, int octaves) {
    float sum = 0;
    float weight = 1;
    float total = 0;
    for (int i = 0; i < octaves; i++) {
      sum += weight * at(x, y);
      total += weight;
      weight /= 2;
      x = x * 2 + 17;
      y = y * 2 + 5;
    }
    return sum / total;
  }
}
