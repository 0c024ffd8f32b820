package io.ocelli.model.onnx;

import io.ocelli.image.Image;
import io.ocelli.image.Preprocess;
import io.ocelli.image.Preprocessor;
import io.ocelli.image.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Objects;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * What one thread needs to run pictures: native memory for a batch of them, tied to the model, and
 * a preprocessor with its scratch memory.
 */
final class Workspace implements AutoCloseable {
  private final OnnxModel model;
  private final List<String> outputs;
  private final BytePointer memory;
  private final ByteBuffer bytes;
  private final FloatBuffer floats;
  private final TensorType type;
  private final Preprocessor preprocessor;

  /** Made when the first view is asked for. */
  private @Nullable ViewWriter views;

  /** For each number of pictures from 1 on, made when it is first needed. */
  private final OnnxModel.@Nullable Binding[] bindings;

  /** The number of pictures that the model takes whatever comes, or 0. */
  private final int fixed;

  /** The number of pictures that the model was run on the last time. */
  private int ran;

  /**
   * Takes the memory.
   *
   * @param capacity how many pictures are run at once at most; more when the model fixes more
   */
  Workspace(OnnxModel model, Preprocess preprocess, List<String> outputs, int capacity) {
    this.model = model;
    this.outputs = outputs;
    this.fixed = model.fixedBatch().orElse(0);
    int pictures = fixed > 0 ? fixed : capacity;
    this.bindings = new OnnxModel.Binding[pictures];
    this.type = type(model.imageInput().elementType());
    // Freed by close and not by the garbage collector, which does not see how large it is.
    memory = new BytePointer((long) pictures * preprocess.elements() * type.bytes());
    try {
      bytes = memory.asByteBuffer().order(ByteOrder.nativeOrder());
      floats = bytes.asFloatBuffer();
      preprocessor = preprocess.start();
      binding(fixed > 0 ? fixed : 1);
    } catch (RuntimeException e) {
      memory.close();
      throw e;
    }
  }

  /** How many pictures fit. */
  int capacity() {
    return bindings.length;
  }

  /** Prepares a picture for the next run; others stay as they are. */
  void put(Image image, int place) {
    if (type == TensorType.FLOAT32) {
      preprocessor.write(image, floats, place);
    } else {
      preprocessor.write(image, bytes, type, place);
    }
  }

  /** Remembers the picture at a place, of which {@link #put(View, int)} makes views. */
  void remember(int place) {
    ViewWriter writer = views;
    if (writer == null) {
      writer = new ViewWriter(preprocessor.preprocess(), type.bytes());
      views = writer;
    }
    writer.take(bytes, place);
  }

  /** Puts a view of the remembered picture. */
  void put(View view, int place) {
    Objects.requireNonNull(views, "no picture is remembered").write(view, bytes, place);
  }

  /**
   * Runs the first n pictures.
   *
   * @return the outputs; a model whose batch is fixed gives rows for pictures that nobody has put
   *     there too
   */
  List<FloatTensor> run(int n) {
    ran = fixed > 0 ? fixed : n;
    return binding(ran).run();
  }

  /** The answers for one of the pictures of the last run. */
  List<FloatTensor> row(List<FloatTensor> answers, int row) {
    return ran == 1 ? answers : answers.stream().map(answer -> answer.row(row, ran)).toList();
  }

  private static TensorType type(ElementType element) {
    return switch (element) {
      case FLOAT16 -> TensorType.FLOAT16;
      case UINT8 -> TensorType.UINT8;
      case INT8 -> TensorType.INT8;
      default -> TensorType.FLOAT32;
    };
  }

  private OnnxModel.Binding binding(int n) {
    OnnxModel.Binding binding = bindings[n - 1];
    if (binding == null) {
      long[] shape = preprocessor.preprocess().shape(n);
      ElementType element = model.imageInput().elementType();
      TensorInput input = TensorInput.of(model.imageInput().name(), element, bytes, shape);
      binding = model.bind(List.of(input), outputs);
      bindings[n - 1] = binding;
    }
    return binding;
  }

  @Override
  public void close() {
    preprocessor.close();
    for (OnnxModel.Binding binding : bindings) {
      if (binding != null) {
        binding.close();
      }
    }
    memory.close();
  }
}
