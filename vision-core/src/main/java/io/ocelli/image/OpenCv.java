package io.ocelli.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;

/**
 * Loads the three OpenCV libraries that pictures need: core, imgproc and imgcodecs.
 *
 * <p>OpenCV's own threads are switched off: work is spread over pictures, and more than one pool of
 * threads in a process get in each other's way.
 */
final class OpenCv {
  static {
    // Before any library: while JavaCPP loads one it holds its lock and needs this class, and the
    // class needs the lock. Another thread that met Pointer first would wait for this one for ever.
    Pointer.totalBytes();
    PrintStream err = System.err;
    System.setErr(new WithoutVersionWarning(err));
    try {
      Loader.load(opencv_imgcodecs.class);
    } finally {
      System.setErr(err);
    }
    opencv_core.setNumThreads(1);
  }

  private OpenCv() {}

  /** Loads the libraries on the first call. */
  static void load() {}

  /**
   * JavaCPP warns on stderr that OpenBLAS is of another line than itself. That is on purpose (see
   * openblas.version in the parent pom), and nothing that a user can act on.
   */
  private static final class WithoutVersionWarning extends PrintStream {
    WithoutVersionWarning(PrintStream err) {
      super(err, true, UTF_8);
    }

    @Override
    public void println(String line) {
      if (!line.contains("org.bytedeco:openblas")) {
        super.println(line);
      }
    }
  }
}
