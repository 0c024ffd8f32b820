package io.ocelli.model.onnx;

import io.ocelli.image.Image;
import io.ocelli.image.Preprocess;
import io.ocelli.image.Preprocessor;
import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;

/**
 * What one thread needs to run pictures one by one: a native buffer for the input, tied to the
 * model, and a preprocessor with its scratch memory.
 */
final class Workspace implements AutoCloseable {
  private final FloatPointer memory;
  private final FloatBuffer buffer;
  private final Preprocessor preprocessor;
  private final OnnxModel.Binding binding;

  Workspace(OnnxModel model, Preprocess preprocess, List<String> outputs) {
    // Freed by close and not by the garbage collector, which does not see how large it is.
    memory = new FloatPointer(preprocess.elements());
    try {
      buffer = memory.asBuffer();
      binding =
          model.bind(
              buffer, outputs, 1, preprocess.channels(), preprocess.height(), preprocess.width());
      preprocessor = preprocess.start();
    } catch (RuntimeException e) {
      memory.close();
      throw e;
    }
  }

  List<FloatTensor> run(Image image) {
    preprocessor.write(image, buffer, 0);
    return binding.run();
  }

  @Override
  public void close() {
    preprocessor.close();
    binding.close();
    memory.close();
  }
}
