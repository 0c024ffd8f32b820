package io.ocelli.dataset.load;

import java.nio.file.Path;

/**
 * Where decoded pictures (8-bit, at the model's size) are kept, so that they are decoded once and
 * not in every epoch. What is loaded does not depend on it.
 */
public sealed interface Cache {
  /** Nothing is kept. */
  Cache NONE = new None();

  /** 512 MiB of memory. */
  Cache MEMORY = new Memory(512L << 20);

  /** Nothing is kept. */
  record None() implements Cache {}

  /**
   * Pictures are kept in memory until the loader is closed.
   *
   * @param bytes how much they may take; the rest is decoded each time
   */
  record Memory(long bytes) implements Cache {
    /** Refuses a negative number. */
    public Memory {
      require(bytes);
    }
  }

  /**
   * Pictures are kept in a file for each list of pictures and each way to make them, also for later
   * runs. A picture is decoded again when its file has another size or time; a file that is damaged
   * or cut is written anew. Without room on the disk the rest is decoded each time. One loader at a
   * time uses a file; a second one of the same pictures does without.
   *
   * @param folder is made if it is missing
   * @param bytes how much one file may take
   */
  record Disk(Path folder, long bytes) implements Cache {
    /** Refuses a negative number. */
    public Disk {
      require(bytes);
    }

    /** At most 64 GiB. */
    public Disk(Path folder) {
      this(folder, 64L << 30);
    }
  }

  private static void require(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("a cache of " + bytes + " bytes");
    }
  }
}
