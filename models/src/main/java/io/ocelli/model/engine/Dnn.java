package io.ocelli.model.engine;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.ocelli.error.OcelliException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** A CPU engine of oneDNN and everything that was made with it, freed together. */
final class Dnn implements AutoCloseable {
  private static final int ALIGNMENT = 64;

  private final Deque<Runnable> closers = new ArrayDeque<>();
  private final dnnl_engine engine = new dnnl_engine();
  private final dnnl_stream stream = new dnnl_stream();
  private long bytes;

  /** Makes the description of an operation. */
  interface Maker {
    int make(dnnl_primitive_desc into, dnnl_engine engine);
  }

  Dnn() {
    check(dnnl_engine_create(engine, dnnl_cpu, 0), "an engine");
    closers.push(() -> dnnl_engine_destroy(engine));
    check(dnnl_stream_create(stream, engine, dnnl_stream_default_flags), "a stream");
    closers.push(() -> dnnl_stream_destroy(stream));
  }

  static void check(int status, String what) {
    if (status == dnnl_out_of_memory) {
      throw new OcelliException(
          "not enough memory for training",
          what,
          "the training engine",
          "a smaller --batch or --size, or a machine with more memory");
    }
    if (status != dnnl_success) {
      throw new IllegalStateException("oneDNN answers " + status + " to " + what);
    }
  }

  /** How many bytes of memory were handed out. */
  long bytes() {
    return bytes;
  }

  /** A layout that oneDNN may choose. */
  Layout any(long... dims) {
    return layout(dims, dnnl_format_tag_any);
  }

  /** Rows first, without gaps. */
  Layout plain(long... dims) {
    return layout(
        dims,
        switch (dims.length) {
          case 1 -> dnnl_a;
          case 2 -> dnnl_ab;
          case 3 -> dnnl_abc;
          case 4 -> dnnl_abcd;
          case 5 -> dnnl_abcde;
          default -> throw new IllegalArgumentException(dims.length + " dimensions");
        });
  }

  private Layout layout(long[] dims, int tag) {
    dnnl_memory_desc desc = new dnnl_memory_desc();
    check(dnnl_memory_desc_create_with_tag(desc, dims.length, dims, dnnl_f32, tag), "a layout");
    return own(desc, dims);
  }

  private Layout own(dnnl_memory_desc desc, long[] dims) {
    closers.push(() -> dnnl_memory_desc_destroy(desc));
    return new Layout(desc, dims);
  }

  /** The same numbers seen under other dimensions; null where the layout does not allow it. */
  @Nullable Layout reshaped(Layout layout, long... dims) {
    dnnl_memory_desc desc = new dnnl_memory_desc();
    return dnnl_memory_desc_reshape(desc, layout.desc(), dims.length, dims) == dnnl_success
        ? own(desc, dims)
        : null;
  }

  /** A part of a layout; null where its blocks cannot be cut there. */
  @Nullable Layout part(Layout layout, long[] dims, long[] offsets) {
    dnnl_memory_desc desc = new dnnl_memory_desc();
    return dnnl_memory_desc_create_submemory(desc, layout.desc(), dims, offsets) == dnnl_success
        ? own(desc, dims)
        : null;
  }

  /** Describes an operation, or null if oneDNN has none such. */
  @Nullable Description tryDescribe(Maker maker) {
    dnnl_primitive_desc desc = new dnnl_primitive_desc();
    if (maker.make(desc, engine) != dnnl_success) {
      return null;
    }
    closers.push(() -> dnnl_primitive_desc_destroy(desc));
    return new Description(desc);
  }

  Description describe(String what, Maker maker) {
    Description description = tryDescribe(maker);
    if (description == null) {
      throw new IllegalStateException("oneDNN has no " + what);
    }
    return description;
  }

  /** The concatenation of channels. */
  Description concatenation(Layout answer, List<Layout> parts) {
    try (PointerPointer<dnnl_memory_desc> sources = new PointerPointer<>(parts.size());
        PointerPointer<dnnl_primitive_desc> made = new PointerPointer<>(1)) {
      for (int i = 0; i < parts.size(); i++) {
        sources.put(i, parts.get(i).desc());
      }
      check(
          dnnl_concat_primitive_desc_create(
              made, engine, answer.desc(), parts.size(), 1, sources, null),
          "a concatenation");
      dnnl_primitive_desc desc = made.get(dnnl_primitive_desc.class, 0);
      closers.push(() -> dnnl_primitive_desc_destroy(desc));
      return new Description(desc);
    }
  }

  /** What an operation looks like inside: which layouts it wants. */
  final class Description {
    private final dnnl_primitive_desc desc;

    private Description(dnnl_primitive_desc desc) {
      this.desc = desc;
    }

    dnnl_primitive_desc desc() {
      return desc;
    }

    /** The layout of an argument, with the dimensions it was asked with. */
    Layout layout(int argument, long... dims) {
      dnnl_memory_desc found = dnnl_primitive_desc_query_md(desc, dnnl_query_exec_arg_md, argument);
      dnnl_memory_desc copy = new dnnl_memory_desc();
      check(dnnl_memory_desc_clone(copy, found), "the layout of an argument");
      return own(copy, dims);
    }

    /** The operation, bound to its arguments. */
    Kernel kernel(String name, Map<Integer, Cell> arguments) {
      dnnl_primitive primitive = new dnnl_primitive();
      check(dnnl_primitive_create(primitive, desc), name);
      closers.push(() -> dnnl_primitive_destroy(primitive));
      dnnl_exec_arg_t array = new dnnl_exec_arg_t(Math.max(1, arguments.size()));
      closers.push(array::deallocate);
      int place = 0;
      for (Map.Entry<Integer, Cell> argument : arguments.entrySet()) {
        array.position(place++).arg(argument.getKey()).memory(argument.getValue().memory());
      }
      array.position(0);
      return new Kernel(name, primitive, stream, array, arguments.size());
    }
  }

  /** Memory aligned for the widest registers, zeroed; freed with this. */
  Memory allocate(long size) {
    BytePointer block = new BytePointer(size + ALIGNMENT);
    closers.push(block::deallocate);
    bytes += size;
    long skip = (ALIGNMENT - block.address() % ALIGNMENT) % ALIGNMENT;
    Pointer.memset(block, 0, size + ALIGNMENT);
    return new Memory(block.address() + skip, size);
  }

  /** A cell over memory of its own. */
  Cell cell(Layout layout) {
    return cell(layout, allocate(layout.bytes()));
  }

  /** A cell over memory of another. */
  Cell cell(Layout layout, Memory data) {
    dnnl_memory memory = new dnnl_memory();
    check(dnnl_memory_create(memory, layout.desc(), engine, data), "memory");
    closers.push(() -> dnnl_memory_destroy(memory));
    return new Cell(layout, data, memory);
  }

  /** An operation that copies from one layout to another. */
  Kernel reorder(String name, Cell from, Cell to) {
    Description description =
        describe(
            "reorder of " + name,
            (pd, e) ->
                dnnl_reorder_primitive_desc_create(
                    pd, from.layout().desc(), e, to.layout().desc(), e, null));
    return description.kernel(name + " reorder", Map.of(DNNL_ARG_FROM, from, DNNL_ARG_TO, to));
  }

  /** Post-operation: a function of every value. */
  dnnl_primitive_attr afterwards(Function function) {
    var operations = new org.bytedeco.dnnl.dnnl_post_ops();
    check(dnnl_post_ops_create(operations), "post-operations");
    check(
        dnnl_post_ops_append_eltwise(
            operations, function.algorithm(), function.alpha(), function.beta()),
        "a post-operation");
    dnnl_primitive_attr attributes = new dnnl_primitive_attr();
    check(dnnl_primitive_attr_create(attributes), "attributes");
    closers.push(() -> dnnl_primitive_attr_destroy(attributes));
    check(dnnl_primitive_attr_set_post_ops(attributes, operations), "post-operations");
    dnnl_post_ops_destroy(operations);
    return attributes;
  }

  @Override
  public void close() {
    while (!closers.isEmpty()) {
      closers.pop().run();
    }
  }
}
