package io.ocelli.model.engine;

import org.bytedeco.javacpp.Pointer;

/** A stretch of native memory that belongs to a larger block. */
final class Memory extends Pointer {
  Memory(long address, long bytes) {
    super((Pointer) null);
    this.address = address;
    this.position = 0;
    this.limit = bytes;
    this.capacity = bytes;
  }

  @Override
  public int sizeof() {
    return 1;
  }
}
