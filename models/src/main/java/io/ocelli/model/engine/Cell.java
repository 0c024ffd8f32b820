package io.ocelli.model.engine;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.dnnl.dnnl_memory;

/** A block of memory with its layout. */
record Cell(Layout layout, Memory data, dnnl_memory memory) {
  /** All of its numbers, in the order of memory. */
  FloatBuffer floats() {
    return new Memory(data.address(), layout.bytes())
        .asByteBuffer()
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
