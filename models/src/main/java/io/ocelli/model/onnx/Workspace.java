package io.ocelli.model.onnx;

import io.ocelli.image.Image;
import io.ocelli.image.Preprocess;
import io.ocelli.image.Preprocessor;
import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/**
 * What one thread needs to run pictures: native memory for a batch of them, tied to the model, and
 * a preprocessor with its scratch memory.
 */
final class Workspace implements AutoCloseable {
  private final OnnxModel model;
  private final List<String> outputs;
  private final FloatPointer memory;
  private final FloatBuffer buffer;
  private final Preprocessor preprocessor;

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
    // Freed by close and not by the garbage collector, which does not see how large it is.
    memory = new FloatPointer((long) pictures * preprocess.elements());
    try {
      buffer = memory.asBuffer();
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
    preprocessor.write(image, buffer, place);
  }

  /** The values of the pictures, one after the other. */
  FloatBuffer values() {
    return buffer;
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

  private OnnxModel.Binding binding(int n) {
    OnnxModel.Binding binding = bindings[n - 1];
    if (binding == null) {
      binding = model.bind(buffer, outputs, preprocessor.preprocess().shape(n));
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
