package io.ocelli.ops.segment;

import java.util.Arrays;

/**
 * The steps of {@link Thin}: what OpenCV's {@code ximgproc::thinning} gives, to the bit, but only
 * pixels whose surroundings have changed are looked at again, so that the time grows with what is
 * taken away and not with the picture times the width of things.
 *
 * <p>Both rules take away pixels in two turns that alternate, all of a turn at once, until neither
 * finds any. The outermost pixels of the picture always stay. Neighbours are numbered clockwise
 * from the one above, as in Zhang and Suen's paper: P2 is bit 0, P9 bit 7.
 */
final class Skeleton {
  private static final int ON = 1;
  private static final int[] WAITING = {2, 4};

  private final int width;
  private final int height;
  private final int[] around;
  private final boolean[][] goes;

  /** {@link #ON} for things, and the bits of the turns that are to look at a pixel. */
  private final byte[] state;

  private final Pixels[] waiting = {new Pixels(), new Pixels()};

  private Skeleton(byte[] mask, int width, int height, Thin.Method method) {
    this.width = width;
    this.height = height;
    this.around = new int[] {-width, -width + 1, 1, width + 1, width, width - 1, -1, -width - 1};
    this.goes = new boolean[][] {rule(method, 0), rule(method, 1)};
    this.state = new byte[mask.length];
    for (int i = 0; i < mask.length; i++) {
      state[i] = (byte) (mask[i] != 0 ? ON : 0);
    }
  }

  /** Thins a mask of {@code width * height} values, 0 for ground, to 0 and 255. */
  static void thin(byte[] mask, int width, int height, Thin.Method method) {
    Skeleton skeleton = new Skeleton(mask, width, height, method);
    skeleton.run();
    for (int i = 0; i < mask.length; i++) {
      mask[i] = (byte) ((skeleton.state[i] & ON) != 0 ? 255 : 0);
    }
  }

  private void run() {
    for (int y = 1; y < height - 1; y++) {
      for (int i = y * width + 1; i < (y + 1) * width - 1; i++) {
        // Inside a thing no rule takes any away.
        if (state[i] != 0 && neighbours(i) != 255) {
          look(i, 0);
          look(i, 1);
        }
      }
    }
    for (int turn = 0; waiting[0].count + waiting[1].count > 0; turn = 1 - turn) {
      turn(turn);
    }
  }

  private void turn(int turn) {
    Pixels asked = waiting[turn];
    int gone = 0;
    for (int i = 0; i < asked.count; i++) {
      int pixel = asked.list[i];
      state[pixel] &= (byte) ~WAITING[turn];
      if ((state[pixel] & ON) != 0 && goes[turn][neighbours(pixel)]) {
        asked.list[gone++] = pixel;
      }
    }
    asked.count = 0;
    int[] taken = Arrays.copyOf(asked.list, gone);
    for (int pixel : taken) {
      state[pixel] &= (byte) ~ON;
    }
    for (int pixel : taken) {
      for (int step : around) {
        int next = pixel + step;
        if ((state[next] & ON) != 0 && inside(next)) {
          look(next, 0);
          look(next, 1);
        }
      }
    }
  }

  private void look(int pixel, int turn) {
    if ((state[pixel] & WAITING[turn]) == 0) {
      state[pixel] |= (byte) WAITING[turn];
      waiting[turn].add(pixel);
    }
  }

  private boolean inside(int pixel) {
    int x = pixel % width;
    return x > 0 && x < width - 1 && pixel >= width && pixel < state.length - width;
  }

  private int neighbours(int pixel) {
    int bits = 0;
    for (int n = 0; n < 8; n++) {
      bits |= (state[pixel + around[n]] & ON) << n;
    }
    return bits;
  }

  /** For each of the 256 surroundings whether the pixel goes. */
  private static boolean[] rule(Thin.Method method, int turn) {
    boolean[] goes = new boolean[256];
    for (int bits = 0; bits < 256; bits++) {
      boolean[] p = new boolean[10];
      for (int n = 0; n < 8; n++) {
        p[n + 2] = (bits >> n & 1) != 0;
      }
      goes[bits] =
          switch (method) {
            case ZHANG_SUEN -> zhangSuen(p, turn);
            case GUO_HALL -> guoHall(p, turn);
          };
    }
    return goes;
  }

  private static boolean zhangSuen(boolean[] p, int turn) {
    int starts = 0;
    int on = 0;
    for (int n = 2; n <= 9; n++) {
      boolean next = p[n == 9 ? 2 : n + 1];
      starts += !p[n] && next ? 1 : 0;
      on += p[n] ? 1 : 0;
    }
    boolean side =
        turn == 0
            ? !(p[2] && p[4] && p[6]) && !(p[4] && p[6] && p[8])
            : !(p[2] && p[4] && p[8]) && !(p[2] && p[6] && p[8]);
    return starts == 1 && on >= 2 && on <= 6 && side;
  }

  private static boolean guoHall(boolean[] p, int turn) {
    int parts =
        one(!p[2] && (p[3] || p[4]))
            + one(!p[4] && (p[5] || p[6]))
            + one(!p[6] && (p[7] || p[8]))
            + one(!p[8] && (p[9] || p[2]));
    int odd = one(p[9] || p[2]) + one(p[3] || p[4]) + one(p[5] || p[6]) + one(p[7] || p[8]);
    int even = one(p[2] || p[3]) + one(p[4] || p[5]) + one(p[6] || p[7]) + one(p[8] || p[9]);
    int on = Math.min(odd, even);
    boolean side = turn == 0 ? (p[6] || p[7] || !p[9]) && p[8] : (p[2] || p[3] || !p[5]) && p[4];
    return parts == 1 && on >= 2 && on <= 3 && !side;
  }

  private static int one(boolean value) {
    return value ? 1 : 0;
  }

  /** A list that grows. */
  private static final class Pixels {
    private int[] list = new int[1024];
    private int count;

    private void add(int pixel) {
      if (count == list.length) {
        list = Arrays.copyOf(list, 2 * count);
      }
      list[count++] = pixel;
    }
  }
}
