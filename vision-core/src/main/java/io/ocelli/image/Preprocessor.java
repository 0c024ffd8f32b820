package io.ocelli.image;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;
import static org.bytedeco.opencv.global.opencv_core.split;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.ocelli.geometry.Letterbox;
import io.ocelli.image.Preprocess.ColorOrder;
import io.ocelli.image.Preprocess.PerPicture;
import io.ocelli.image.Preprocess.Resize;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * Applies a {@link Preprocess} to picture after picture. It owns its scratch memory, which grows
 * with the largest picture, and allocates none for a picture of a size that was seen before; one
 * thread at a time uses it.
 */
public final class Preprocessor implements AutoCloseable {
  private final Preprocess preprocess;

  private final Resampler resampler = new Resampler();
  private final Resampler.Target resized = new Resampler.Target();

  /** The resized picture: 8-bit B, G, R and a fourth channel without meaning. */
  private final Mat canvas;

  private final IntBuffer canvasPixels;

  /** A header that is pointed anew at the part of a source that serves as it is. */
  private final Mat part = new Mat();

  private final Scalar fill;
  private final Mat fillMat;
  private final Mat[] plane;

  /** Where the channels of a source and of the canvas are split to. */
  private final MatVector sourcePlanes;

  private final MatVector canvasPlanes;
  private final Mat unused;

  /** A header over one channel of the caller's batch. */
  private final Mat target;

  private @Nullable FloatBuffer lastBatch;
  private @Nullable BytePointer batchStart;
  private int filledWidth = -1;
  private int filledHeight = -1;
  private boolean closed;

  Preprocessor(Preprocess preprocess) {
    OpenCv.load();
    this.preprocess = preprocess;
    int width = preprocess.width();
    int height = preprocess.height();
    canvas = new Mat(height, width, CV_8UC4);
    canvasPixels = canvas.<ByteBuffer>createBuffer().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
    fill = new Scalar(preprocess.fill(), preprocess.fill(), preprocess.fill(), 0);
    fillMat = new Mat(fill);
    plane = new Mat[preprocess.channels()];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = new Mat(height, width, CV_8UC1);
    }
    unused = new Mat(height, width, CV_8UC1);
    sourcePlanes = new MatVector(plane);
    canvasPlanes = new MatVector(plane);
    canvasPlanes.push_back(unused);
    target = new Mat(height, width, CV_32FC1, plane[0].data());
  }

  /** What is applied. */
  public Preprocess preprocess() {
    return preprocess;
  }

  /**
   * Writes one picture as float32, shape (channels, height, width), at {@code index * elements()}
   * of the batch.
   *
   * @param batch direct, in native byte order, with room for {@code (index + 1) * elements()}
   *     values counted from its element 0; its position and limit are neither used nor changed
   * @param index position of the picture in the batch, from 0
   */
  public void write(Image image, FloatBuffer batch, int index) {
    checkTarget(batch, index);
    boolean fits = shape(image);
    Mat shaped = fits ? part : canvas;
    if (plane.length == 1) {
      cvtColor(shaped, plane[0], fits ? COLOR_BGR2GRAY : COLOR_BGRA2GRAY);
    } else {
      split(shaped, fits ? sourcePlanes : canvasPlanes);
    }
    part.release();
    BytePointer start = start(batch);
    int channels = plane.length;
    // OpenCV's split and convertTo took 27 us for 3x224x224, a Java loop over lookup tables 87 to
    // 120.
    long channelBytes = 4L * preprocess.width() * preprocess.height();
    for (int c = 0; c < channels; c++) {
      int from = preprocess.color() == ColorOrder.RGB ? 2 - c : c;
      double std = preprocess.std().get(c);
      target.data(start.position((index * (long) channels + c) * channelBytes));
      plane[from].convertTo(
          target, CV_32F, preprocess.scale() / std, -preprocess.mean().get(c) / std);
    }
    if (preprocess.perPicture() != PerPicture.NONE) {
      standardize(batch, index);
    }
  }

  private void standardize(FloatBuffer batch, int index) {
    int count = preprocess.elements();
    int first = index * count;
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += batch.get(first + i);
    }
    double mean = sum / count;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      double off = batch.get(first + i) - mean;
      squares += off * off;
    }
    boolean divides = preprocess.perPicture() == PerPicture.STANDARDIZE;
    double by = divides ? 1 / (Math.sqrt(squares / count) + 1e-6) : 1;
    for (int i = 0; i < count; i++) {
      batch.put(first + i, (float) ((batch.get(first + i) - mean) * by));
    }
  }

  /**
   * The picture at the model's size, before channels and values are changed: what {@link #write}
   * makes its values from, as a new picture that the caller closes.
   */
  public Image fit(Image image) {
    if (closed) {
      throw new IllegalStateException("this preprocessor is closed");
    }
    if (shape(image)) {
      Mat fitted = part.clone();
      part.release();
      return Image.owning(fitted);
    }
    Mat fitted = new Mat();
    cvtColor(canvas, fitted, COLOR_BGRA2BGR);
    return Image.owning(fitted);
  }

  /**
   * As {@link #fit}, but without the border of a letterbox: the picture alone, at the size it has
   * in the input.
   */
  public Image fitUnpadded(Image image) {
    Resize resize = preprocess.resize();
    if (resize != Resize.LETTERBOX && resize != Resize.LETTERBOX_TOP_LEFT) {
      return fit(image);
    }
    if (closed) {
      throw new IllegalStateException("this preprocessor is closed");
    }
    Letterbox place = preprocess.letterbox(image.width(), image.height());
    if (place.width() == image.width() && place.height() == image.height()) {
      return image.copy();
    }
    shape(image);
    Mat fitted = new Mat();
    try (Rect rect = new Rect(place.left(), place.top(), place.width(), place.height());
        Mat inner = new Mat(canvas, rect)) {
      cvtColor(inner, fitted, COLOR_BGRA2BGR);
    }
    return Image.owning(fitted);
  }

  /**
   * Brings a picture to the model's size.
   *
   * @return true if a part of it serves as it is, which {@link #part} then is; false if the result
   *     is the {@link #canvas}
   */
  private boolean shape(Image image) {
    int width = preprocess.width();
    int height = preprocess.height();
    int left = 0;
    int top = 0;
    switch (preprocess.resize()) {
      case STRETCH -> resized.set(width, height, 0, 0, width, height);
      case CROP -> {
        Letterbox whole = preprocess.placement(image.width(), image.height());
        resized.set(whole.width(), whole.height(), -whole.left(), -whole.top(), width, height);
      }
      case LETTERBOX, LETTERBOX_TOP_LEFT -> {
        box(image.width(), image.height());
        boolean centred = preprocess.resize() == Resize.LETTERBOX;
        left = centred ? (width - resized.width) / 2 : 0;
        top = centred ? (height - resized.height) / 2 : 0;
      }
    }
    boolean sameSize = resized.wholeWidth == image.width() && resized.wholeHeight == image.height();
    if (sameSize && resized.width == width && resized.height == height) {
      part.put(image.mat());
      part.adjustROI(
          -resized.top,
          -(image.height() - resized.top - height),
          -resized.left,
          -(image.width() - resized.left - width));
      return true;
    }
    if (resized.width != filledWidth || resized.height != filledHeight) {
      canvas.setTo(fillMat);
      filledWidth = resized.width;
      filledHeight = resized.height;
    }
    resampler.resize(image, resized, canvasPixels, top * width + left, width);
    return false;
  }

  /** As {@link io.ocelli.geometry.Letterbox#fit}, but without a record for each picture. */
  private void box(int sourceWidth, int sourceHeight) {
    double scale =
        Math.min(
            preprocess.width() / (double) sourceWidth, preprocess.height() / (double) sourceHeight);
    int width = side(sourceWidth * scale, preprocess.width());
    int height = side(sourceHeight * scale, preprocess.height());
    resized.set(width, height, 0, 0, width, height);
  }

  private static int side(double exact, int whole) {
    return (int) Math.min(whole, Math.max(1, Math.round(exact)));
  }

  private void checkTarget(FloatBuffer batch, int index) {
    if (closed) {
      throw new IllegalStateException("this preprocessor is closed");
    }
    if (!batch.isDirect() || batch.order() != ByteOrder.nativeOrder() || batch.isReadOnly()) {
      throw new IllegalArgumentException(
          "a batch has to be a direct, writable buffer in native byte order, got " + batch);
    }
    long elements = preprocess.elements();
    if (index < 0 || (index + 1L) * elements > batch.capacity()) {
      throw new IndexOutOfBoundsException(
          "picture " + index + " of " + elements + " values does not fit into " + batch);
    }
  }

  // Two buffers of equal values are two buffers.
  @SuppressWarnings("ReferenceEquality")
  private BytePointer start(FloatBuffer batch) {
    BytePointer start = batchStart;
    if (start == null || lastBatch != batch) {
      if (start != null) {
        start.close();
      }
      // A duplicate from position 0, as a pointer begins at the position of its buffer.
      try (FloatPointer floats = new FloatPointer(batch.duplicate().clear())) {
        start = new BytePointer(floats);
      }
      batchStart = start;
      lastBatch = batch;
    }
    return start;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    target.close();
    sourcePlanes.close();
    canvasPlanes.close();
    unused.close();
    for (Mat mat : plane) {
      mat.close();
    }
    fillMat.close();
    fill.close();
    part.close();
    canvas.close();
    if (batchStart != null) {
      batchStart.close();
    }
    lastBatch = null;
  }
}
