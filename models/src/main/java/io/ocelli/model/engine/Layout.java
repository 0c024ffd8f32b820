package io.ocelli.model.engine;

import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_equal;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;

import org.bytedeco.dnnl.dnnl_memory_desc;

/**
 * How numbers lie in memory.
 *
 * @param dims sizes of the dimensions, the batch first
 */
@SuppressWarnings("ArrayRecordComponent") // compared by same()
record Layout(dnnl_memory_desc desc, long[] dims) {
  long bytes() {
    return dnnl_memory_desc_get_size(desc);
  }

  boolean same(Layout other) {
    return dnnl_memory_desc_equal(desc, other.desc) != 0;
  }
}
