package io.ocelli.model.engine;

import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;

import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;

/** One operation of oneDNN, ready to run. */
record Kernel(
    String name, dnnl_primitive primitive, dnnl_stream stream, dnnl_exec_arg_t arguments, int count)
    implements Step {
  @Override
  public void run() {
    Dnn.check(dnnl_primitive_execute(primitive, stream, count, arguments), name);
  }
}
