package io.ocelli.dataset.load;

import io.ocelli.error.OcelliException;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import io.ocelli.image.Preprocess;
import io.ocelli.image.Preprocessor;
import java.nio.FloatBuffer;

/** What one worker thread owns: it reads pictures to the model's size and writes them as floats. */
final class SampleReader implements AutoCloseable {
  private final BatchLoader loader;
  private final DecodeOptions decoding;
  private final Preprocessor fitting;
  private final Preprocessor writing;

  /** A picture cannot be used; the epoch goes on without it. */
  static final class BrokenException extends Exception {
    private static final long serialVersionUID = 1;
    private final String reason;

    BrokenException(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  SampleReader(BatchLoader loader) {
    this.loader = loader;
    Preprocess wanted = loader.preprocess;
    decoding = wanted.decodeOptions();
    fitting = wanted.start();
    // Fitted pictures have the right size: cutting their middle out again would be wrong.
    writing =
        new Preprocess(
                wanted.width(),
                wanted.height(),
                Preprocess.Resize.STRETCH,
                wanted.color(),
                wanted.scale(),
                wanted.mean(),
                wanted.std(),
                1,
                wanted.fill())
            .start();
  }

  /** The picture at the model's size. */
  Image read(int index) throws BrokenException {
    try (Image whole = loader.samples.get(index).source().decode(decoding)) {
      return fitting.fit(whole);
    } catch (OcelliException e) {
      throw new BrokenException(e.oneLine());
    } catch (RuntimeException e) {
      // Whatever a decoder throws on strange bytes: one picture must not end a night's training.
      throw new BrokenException("the picture cannot be decoded: " + e.getMessage());
    }
  }

  void write(Image fitted, FloatBuffer batch, int place) {
    writing.write(fitted, batch, place);
  }

  @Override
  public void close() {
    fitting.close();
    writing.close();
  }
}
