package io.ocelli.image;

import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;
import static org.bytedeco.opencv.global.opencv_core.CV_MAKETYPE;
import static org.bytedeco.opencv.global.opencv_core.LUT;
import static org.bytedeco.opencv.global.opencv_core.merge;
import static org.bytedeco.opencv.global.opencv_core.split;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.ocelli.geometry.Letterbox;
import io.ocelli.image.Preprocess.ColorOrder;
import io.ocelli.image.Preprocess.Layout;
import io.ocelli.image.Preprocess.PerPicture;
import io.ocelli.image.Preprocess.Resize;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
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

  /** Headers over a channel (channels first) or a picture (channels last) of the caller's batch. */
  private final Map<TensorType, Mat> targets = new EnumMap<>(TensorType.class);

  /** The value of each of 256 levels, for each channel. */
  private final Map<TensorType, Mat[]> tables = new EnumMap<>(TensorType.class);

  /**
   * Where the channels are converted to before they are interleaved or halved; made when needed.
   */
  private final @Nullable Mat[] converted;

  private @Nullable Buffer lastBatch;
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
    converted = new Mat[plane.length];
  }

  /** What is applied. */
  public Preprocess preprocess() {
    return preprocess;
  }

  /**
   * Writes one picture as float32, shape (channels, height, width) or, with {@link
   * Preprocess.Layout#NHWC}, (height, width, channels), at {@code index * elements()} of the batch.
   *
   * @param batch direct, in native byte order, with room for {@code (index + 1) * elements()}
   *     values counted from its element 0; its position and limit are neither used nor changed
   * @param index position of the picture in the batch, from 0
   */
  public void write(Image image, FloatBuffer batch, int index) {
    boolean usable = batch.isDirect() && batch.order() == ByteOrder.nativeOrder();
    checkTarget(batch, usable && !batch.isReadOnly(), 4, TensorType.FLOAT32, index);
    write(image, start(batch), TensorType.FLOAT32, index);
    if (preprocess.perPicture() != PerPicture.NONE) {
      standardize(batch, index);
    }
  }

  /**
   * As {@link #write(Image, FloatBuffer, int)}, with values of another type.
   *
   * @param batch direct, in native byte order, with room for {@code (index + 1) * elements()}
   *     values counted from its byte 0; its position and limit are neither used nor changed
   * @throws IllegalArgumentException when values are wanted by picture ({@link PerPicture}) and the
   *     type is not float32
   */
  public void write(Image image, ByteBuffer batch, TensorType type, int index) {
    boolean usable = batch.isDirect() && batch.order() == ByteOrder.nativeOrder();
    checkTarget(batch, usable && !batch.isReadOnly(), 1, type, index);
    if (type == TensorType.FLOAT32) {
      write(image, batch.duplicate().order(batch.order()).clear().asFloatBuffer(), index);
      return;
    }
    if (preprocess.perPicture() != PerPicture.NONE) {
      throw new IllegalArgumentException(
          "per picture "
              + preprocess.perPicture()
              + " needs float32 values, the model takes "
              + type);
    }
    write(image, start(batch), type, index);
  }

  private void write(Image image, BytePointer batch, TensorType type, int index) {
    boolean fits = shape(image);
    Mat shaped = fits ? part : canvas;
    if (plane.length == 1) {
      cvtColor(shaped, plane[0], fits ? COLOR_BGR2GRAY : COLOR_BGRA2GRAY);
    } else {
      split(shaped, fits ? sourcePlanes : canvasPlanes);
    }
    part.release();
    long pixels = (long) preprocess.width() * preprocess.height();
    long first = (long) index * preprocess.elements() * type.bytes();
    boolean interleaved = preprocess.layout() == Layout.NHWC && plane.length > 1;
    Mat target = target(type, interleaved ? plane.length : 1);
    for (int c = 0; c < plane.length; c++) {
      Mat values = target;
      if (interleaved) {
        values = converted(c);
      } else {
        target.data(batch.position(first + c * pixels * type.bytes()));
      }
      convert(c, type, values);
    }
    if (interleaved) {
      target.data(batch.position(first));
      try (MatVector channels = new MatVector(converted)) {
        merge(channels, target);
      }
    }
  }

  /** Writes channel c of the model's order. */
  private void convert(int c, TensorType type, Mat values) {
    int from = preprocess.color() == ColorOrder.RGB ? 2 - c : c;
    if (type == TensorType.FLOAT16) {
      try (Mat exact = new Mat()) {
        LUT(plane[from], table(c, TensorType.FLOAT32), exact);
        exact.convertTo(values, type.depth());
      }
    } else {
      LUT(plane[from], table(c, type), values);
    }
  }

  /**
   * The value of each of the 256 levels of a channel, computed in double precision and rounded
   * once. A multiplication and an addition in float32 are off by one unit in the last place now and
   * then, and that is not nothing: a network that was quantised dynamically answered 0.689 for
   * 0.667.
   */
  private Mat table(int c, TensorType type) {
    Mat[] known = tables.get(type);
    if (known == null) {
      known = new Mat[plane.length];
      for (int i = 0; i < known.length; i++) {
        double[] exact = new double[256];
        for (int level = 0; level < 256; level++) {
          exact[level] =
              (level * preprocess.scale() - preprocess.mean().get(i)) / preprocess.std().get(i);
        }
        known[i] = new Mat();
        try (DoublePointer numbers = new DoublePointer(exact);
            Mat doubles = new Mat(1, 256, CV_64F, numbers)) {
          doubles.convertTo(known[i], type.depth());
        }
      }
      tables.put(type, known);
    }
    return known[c];
  }

  private Mat target(TensorType type, int channels) {
    Mat target = targets.get(type);
    if (target == null) {
      target =
          new Mat(
              preprocess.height(),
              preprocess.width(),
              CV_MAKETYPE(type.depth(), channels),
              plane[0].data());
      targets.put(type, target);
    }
    return target;
  }

  private Mat converted(int channel) {
    Mat mat = converted[channel];
    if (mat == null) {
      mat = new Mat();
      converted[channel] = mat;
    }
    return mat;
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

  private void checkTarget(Buffer batch, boolean usable, int unit, TensorType type, int index) {
    if (closed) {
      throw new IllegalStateException("this preprocessor is closed");
    }
    if (!usable) {
      throw new IllegalArgumentException(
          "a batch has to be a direct, writable buffer in native byte order, got " + batch);
    }
    long bytes = (long) preprocess.elements() * type.bytes();
    if (index < 0 || (index + 1L) * bytes > (long) batch.capacity() * unit) {
      throw new IndexOutOfBoundsException(
          "picture "
              + index
              + " of "
              + preprocess.elements()
              + " values does not fit into "
              + batch);
    }
  }

  // Two buffers of equal values are two buffers.
  @SuppressWarnings("ReferenceEquality")
  private BytePointer start(FloatBuffer batch) {
    BytePointer start = batchStart;
    if (start == null || lastBatch != batch) {
      // A duplicate from position 0, as a pointer begins at the position of its buffer.
      try (FloatPointer floats = new FloatPointer(batch.duplicate().clear())) {
        start = remember(batch, new BytePointer(floats));
      }
    }
    return start;
  }

  @SuppressWarnings("ReferenceEquality")
  private BytePointer start(ByteBuffer batch) {
    BytePointer start = batchStart;
    return start == null || lastBatch != batch
        ? remember(batch, new BytePointer(batch.duplicate().clear()))
        : start;
  }

  private BytePointer remember(Buffer batch, BytePointer start) {
    if (batchStart != null) {
      batchStart.close();
    }
    batchStart = start;
    lastBatch = batch;
    return start;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    targets.values().forEach(Mat::close);
    tables.values().forEach(mats -> List.of(mats).forEach(Mat::close));
    for (Mat mat : converted) {
      if (mat != null) {
        mat.close();
      }
    }
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
