package io.ocelli.model.engine;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/** What dropout multiplies with: 0, or the factor that keeps the mean. */
record DropoutMask(FloatBuffer mask, double rate) {
  void draw(SplittableRandom random) {
    float kept = (float) (1 / (1 - rate));
    int limit = (int) Math.round(rate * (1 << 24));
    for (int i = 0; i < mask.capacity(); i++) {
      mask.put(i, random.nextInt() >>> 8 < limit ? 0 : kept);
    }
  }
}
