package io.ocelli.image;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_imgcodecs;

/** Loads the three OpenCV libraries that pictures need: core, imgproc and imgcodecs. */
final class OpenCv {
  static {
    Loader.load(opencv_imgcodecs.class);
  }

  private OpenCv() {}

  /** Loads the libraries on the first call. */
  static void load() {}
}
