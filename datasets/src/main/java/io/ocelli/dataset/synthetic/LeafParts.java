package io.ocelli.dataset.synthetic;

import io.ocelli.annotation.Instance;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Notes, while a leaf is painted, which pixels are leaf and which are lesion. */
class LeafParts {
  /** Notes nothing. */
  static final LeafParts NONE =
      new LeafParts(1) {
        @Override
        void before(Layer leaf) {
          // Nobody asks.
        }

        @Override
        void after(Layer leaf) {
          // Nobody asks.
        }
      };

  /** Least sum of the changes of red, green and blue that makes a pixel one of a lesion. */
  private static final int SEEN = 30;

  private final int size;
  private final boolean[] leaf;
  private final boolean[] lesion;
  private int[] healthy = {};

  LeafParts(int size) {
    this.size = size;
    leaf = new boolean[size * size];
    lesion = new boolean[size * size];
  }

  /** Before the lesions are painted. */
  void before(Layer blade) {
    healthy = blade.argb.clone();
  }

  /** Once the lesions are painted. */
  void after(Layer blade) {
    for (int i = 0; i < leaf.length; i++) {
      leaf[i] = blade.argb[i] >>> 24 >= 128;
      lesion[i] = leaf[i] && difference(blade.argb[i], healthy[i]) >= SEEN;
    }
  }

  private static int difference(int a, int b) {
    int sum = 0;
    for (int shift = 0; shift < 24; shift += 8) {
      sum += Math.abs((a >> shift & 255) - (b >> shift & 255));
    }
    return sum;
  }

  /** The leaf, if any of it is in the picture, and the lesions. */
  List<Instance> objects(int leafLabel, int lesionLabel) {
    PixelRegion whole = new PixelRegion(size);
    for (int i = 0; i < leaf.length; i++) {
      if (leaf[i]) {
        whole.add(i % size, i / size);
      }
    }
    List<Instance> objects = new ArrayList<>();
    if (whole.count() > 0) {
      objects.add(whole.object(leafLabel));
    }
    groups().forEach(group -> objects.add(group.object(lesionLabel)));
    return objects;
  }

  // Pixels that a square of this reach joins.
  private List<PixelRegion> groups() {
    int reach = Math.max(1, Math.round(size / 40f));
    boolean[] seen = new boolean[lesion.length];
    List<PixelRegion> groups = new ArrayList<>();
    Deque<Integer> open = new ArrayDeque<>();
    for (int start = 0; start < lesion.length; start++) {
      if (!lesion[start] || seen[start]) {
        continue;
      }
      PixelRegion group = new PixelRegion(size);
      seen[start] = true;
      open.add(start);
      while (!open.isEmpty()) {
        int at = open.remove();
        int x = at % size;
        int y = at / size;
        group.add(x, y);
        for (int ny = Math.max(0, y - reach); ny <= Math.min(size - 1, y + reach); ny++) {
          for (int nx = Math.max(0, x - reach); nx <= Math.min(size - 1, x + reach); nx++) {
            int next = ny * size + nx;
            if (lesion[next] && !seen[next]) {
              seen[next] = true;
              open.add(next);
            }
          }
        }
      }
      groups.add(group);
    }
    return groups;
  }
}
