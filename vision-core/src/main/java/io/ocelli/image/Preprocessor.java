package io.ocelli.image;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.split;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.ocelli.image.Preprocess.ColorOrder;
import io.ocelli.image.Preprocess.Resize;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;

/**
 * Applies a {@link Preprocess} to picture after picture. It owns its scratch memory and allocates
 * none for a picture; one thread at a time uses it.
 */
public final class Preprocessor implements AutoCloseable {
  private final Preprocess preprocess;

  /** The resized picture, 8-bit BGR. */
  private final Mat canvas;

  /** Headers that are pointed anew at the part of the source and of the canvas in use. */
  private final Mat part = new Mat();

  private final Mat inside = new Mat();
  private final Size size = new Size();
  private final Scalar fill;
  private final Mat fillMat;
  private final MatVector planes;
  private final Mat[] plane;

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
    canvas = new Mat(height, width, CV_8UC3);
    fill = new Scalar(preprocess.fill(), preprocess.fill(), preprocess.fill(), 0);
    fillMat = new Mat(fill);
    plane = new Mat[preprocess.channels()];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = new Mat(height, width, CV_8UC1);
    }
    planes = new MatVector(plane);
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
    Mat shaped = shape(image.mat(), image.width(), image.height());
    if (plane.length == 1) {
      cvtColor(shaped, plane[0], COLOR_BGR2GRAY);
    } else {
      split(shaped, planes);
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
  }

  /**
   * The picture at the model's size, before channels and values are changed: what {@link #write}
   * makes its values from, as a new picture that the caller closes.
   */
  public Image fit(Image image) {
    if (closed) {
      throw new IllegalStateException("this preprocessor is closed");
    }
    Mat shaped = shape(image.mat(), image.width(), image.height());
    Image fitted = Image.owning(shaped.clone());
    part.release();
    return fitted;
  }

  /** The picture at the model's size: the canvas, or a part of the source that fits as it is. */
  private Mat shape(Mat source, int sourceWidth, int sourceHeight) {
    int width = preprocess.width();
    int height = preprocess.height();
    return switch (preprocess.resize()) {
      case STRETCH -> fitted(source, sourceWidth, sourceHeight, width, height);
      case CROP -> cropped(source, sourceWidth, sourceHeight);
      case LETTERBOX, LETTERBOX_TOP_LEFT -> boxed(source, sourceWidth, sourceHeight);
    };
  }

  private Mat fitted(Mat from, int fromWidth, int fromHeight, int width, int height) {
    if (fromWidth == width && fromHeight == height) {
      return from;
    }
    resizeInto(from, fromWidth, fromHeight, canvas, width, height);
    return canvas;
  }

  private Mat cropped(Mat source, int sourceWidth, int sourceHeight) {
    int width = preprocess.width();
    int height = preprocess.height();
    double scale =
        Math.max(
            preprocess.covered(width) / (double) sourceWidth,
            preprocess.covered(height) / (double) sourceHeight);
    int partWidth = side(width / scale, sourceWidth);
    int partHeight = side(height / scale, sourceHeight);
    int left = (sourceWidth - partWidth) / 2;
    int top = (sourceHeight - partHeight) / 2;
    part.put(source);
    part.adjustROI(
        -top, -(sourceHeight - top - partHeight), -left, -(sourceWidth - left - partWidth));
    return fitted(part, partWidth, partHeight, width, height);
  }

  private static int side(double exact, int whole) {
    return (int) Math.min(whole, Math.max(1, Math.round(exact)));
  }

  private Mat boxed(Mat source, int sourceWidth, int sourceHeight) {
    int frameWidth = preprocess.width();
    int frameHeight = preprocess.height();
    // Letterbox.fit, spelt out: a record for each picture would be an allocation.
    double scale = Math.min(frameWidth / (double) sourceWidth, frameHeight / (double) sourceHeight);
    int width = side(sourceWidth * scale, frameWidth);
    int height = side(sourceHeight * scale, frameHeight);
    boolean centred = preprocess.resize() == Resize.LETTERBOX;
    int left = centred ? (frameWidth - width) / 2 : 0;
    int top = centred ? (frameHeight - height) / 2 : 0;
    if (width != filledWidth || height != filledHeight) {
      canvas.setTo(fillMat);
      filledWidth = width;
      filledHeight = height;
    }
    inside.put(canvas);
    inside.adjustROI(-top, -(frameHeight - top - height), -left, -(frameWidth - left - width));
    resizeInto(source, sourceWidth, sourceHeight, inside, width, height);
    inside.release();
    return canvas;
  }

  private void resizeInto(Mat from, int fromWidth, int fromHeight, Mat to, int width, int height) {
    boolean shrinks = width <= fromWidth && height <= fromHeight;
    size.width(width);
    size.height(height);
    resize(from, to, size, 0, 0, shrinks ? INTER_AREA : INTER_LINEAR);
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
    planes.close();
    for (Mat mat : plane) {
      mat.close();
    }
    fillMat.close();
    fill.close();
    size.close();
    inside.close();
    part.close();
    canvas.close();
    if (batchStart != null) {
      batchStart.close();
    }
    lastBatch = null;
  }
}
