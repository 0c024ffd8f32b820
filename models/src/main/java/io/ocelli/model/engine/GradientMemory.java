package io.ocelli.model.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Memory for gradients of activations. The backward pass is laid out before it runs, so a block
 * whose last reader has been laid out is given to the next gradient that fits.
 */
final class GradientMemory {
  /** One block; free when nobody uses it. */
  static final class Block {
    final Memory data;
    private final long bytes;
    private int users;

    private Block(Memory data, long bytes) {
      this.data = data;
      this.bytes = bytes;
    }

    /** Whether only one gradient lies here, so that it may be overwritten by its reader. */
    boolean isSole() {
      return users == 1;
    }
  }

  private final Dnn dnn;
  private final List<Block> free = new ArrayList<>();

  GradientMemory(Dnn dnn) {
    this.dnn = dnn;
  }

  /** A block with one user. */
  Block take(long bytes) {
    Block best =
        free.stream()
            .filter(block -> block.bytes >= bytes && block.bytes <= 4 * bytes + 4096)
            .min(Comparator.comparingLong(block -> block.bytes))
            .orElse(null);
    if (best == null) {
      best = new Block(dnn.allocate(bytes), bytes);
    } else {
      free.remove(best);
    }
    best.users = 1;
    return best;
  }

  void share(Block block) {
    block.users++;
  }

  void release(Block block) {
    if (--block.users == 0) {
      free.add(block);
    }
  }
}
