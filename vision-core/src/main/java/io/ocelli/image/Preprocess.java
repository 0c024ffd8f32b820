package io.ocelli.image;

import io.ocelli.geometry.Letterbox;
import java.util.List;

/**
 * How a model wants its pictures: size, shape, colour order and values. A value becomes {@code
 * (pixel * scale - mean[c]) / std[c]} with pixels from 0 to 255, and channels in the model's order.
 *
 * <p>Interpolation is the same everywhere: Pillow's antialiased bilinear, as torchvision and timm
 * use it ({@code Image.resize} with {@code BILINEAR}: a triangle as wide as the scale asks, across
 * first, then down, each pass rounded to 8 bit), equal to the last bit; none when the size is right
 * already.
 *
 * @param width of the model's input in pixels
 * @param height of the model's input in pixels
 * @param resize what happens to pictures of another shape
 * @param color the channels and their order
 * @param scale factor of the pixel, 1/255 for values from 0 to 1
 * @param mean subtracted after scaling, one for each channel
 * @param std divided by at last, one for each channel, above 0
 * @param cropFraction for {@link Resize#CROP}: the part of the (resized) picture's shorter side
 *     that is kept, above 0 and at most 1; timm calls it crop_pct
 * @param fill gray of the border of a letterbox, 0 to 255
 * @param perPicture what is done at last with the values of each picture
 * @param layout whether the channels come first (one plane after the other) or last
 */
public record Preprocess(
    int width,
    int height,
    Resize resize,
    ColorOrder color,
    double scale,
    List<Double> mean,
    List<Double> std,
    double cropFraction,
    int fill,
    PerPicture perPicture,
    Layout layout) {
  /** Gray of a letterbox's border, as the YOLO family has it. */
  public static final int FILL = 114;

  /** How much larger than needed a JPEG is decoded at least. */
  public static final double REDUCING_GAP = 1.4;

  /** What happens to pictures of another shape than the model's input. */
  public enum Resize {
    /** Both sides are resized on their own; the shape changes. */
    STRETCH,
    /**
     * The shape is kept: the picture is resized until it covers {@code round(size / cropFraction)}
     * and the middle is cut out. As torchvision's {@code Resize} and {@code CenterCrop}: the longer
     * side becomes {@code int(size * longer / shorter)}, the middle begins at half of what is left
     * over, halves rounded to the even number. Only the middle is computed.
     */
    CROP,
    /** The shape is kept: the picture is fitted into the input's middle and the rest is filled. */
    LETTERBOX,
    /** As {@link #LETTERBOX}, at the top left. */
    LETTERBOX_TOP_LEFT
  }

  /** What is done with the values of a picture by what they are. All channels go together. */
  public enum PerPicture {
    /** Nothing. */
    NONE,
    /** Their mean is subtracted (Keras: {@code samplewise_center}). */
    CENTER,
    /**
     * Their mean is subtracted, and they are divided by their standard deviation plus 1e-6 (Keras:
     * {@code samplewise_center} and {@code samplewise_std_normalization}).
     */
    STANDARDIZE
  }

  /** Order of the sides of the model's input. */
  public enum Layout {
    /** Batch, channels, height, width: as PyTorch. */
    NCHW,
    /** Batch, height, width, channels: as TensorFlow. */
    NHWC
  }

  /** Channels of the model's input and their order. */
  public enum ColorOrder {
    /** Red, green, blue. */
    RGB,
    /** Blue, green, red. */
    BGR,
    /** One channel: {@code 0.299 R + 0.587 G + 0.114 B} (ITU-R BT.601), rounded. */
    GRAY
  }

  /** Checks every component. */
  public Preprocess {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    require(width >= 1 && height >= 1, "the input size", width + "x" + height, "at least 1x1");
    require((long) width * height <= 1 << 28, "the input size", width + "x" + height, "less");
    require(Double.isFinite(scale) && scale != 0, "scale", scale, "a number other than 0");
    int channels = color == ColorOrder.GRAY ? 1 : 3;
    require(mean.size() == channels, "mean", mean, channels + " values for " + color);
    require(std.size() == channels, "std", std, channels + " values for " + color);
    require(mean.stream().allMatch(Double::isFinite), "mean", mean, "finite numbers");
    require(
        std.stream().allMatch(value -> Double.isFinite(value) && value > 0),
        "std",
        std,
        "numbers above 0");
    require(
        cropFraction > 0 && cropFraction <= 1, "cropFraction", cropFraction, "above 0, at most 1");
    require(fill >= 0 && fill <= 255, "fill", fill, "0 to 255");
  }

  /** Channels first. */
  public Preprocess(
      int width,
      int height,
      Resize resize,
      ColorOrder color,
      double scale,
      List<Double> mean,
      List<Double> std,
      double cropFraction,
      int fill,
      PerPicture perPicture) {
    this(
        width,
        height,
        resize,
        color,
        scale,
        mean,
        std,
        cropFraction,
        fill,
        perPicture,
        Layout.NCHW);
  }

  /** Channels first, without {@link PerPicture}. */
  public Preprocess(
      int width,
      int height,
      Resize resize,
      ColorOrder color,
      double scale,
      List<Double> mean,
      List<Double> std,
      double cropFraction,
      int fill) {
    this(width, height, resize, color, scale, mean, std, cropFraction, fill, PerPicture.NONE);
  }

  /** The same with other values: {@code (pixel * scale - mean[c]) / std[c]}. */
  public Preprocess withValues(double newScale, List<Double> newMean, List<Double> newStd) {
    return new Preprocess(
        width,
        height,
        resize,
        color,
        newScale,
        newMean,
        newStd,
        cropFraction,
        fill,
        perPicture,
        layout);
  }

  /** The same for another size of the input. */
  public Preprocess withSize(int newWidth, int newHeight) {
    return new Preprocess(
        newWidth,
        newHeight,
        resize,
        color,
        scale,
        mean,
        std,
        cropFraction,
        fill,
        perPicture,
        layout);
  }

  /** The same with another rule for the values of each picture. */
  public Preprocess withPerPicture(PerPicture rule) {
    return new Preprocess(
        width, height, resize, color, scale, mean, std, cropFraction, fill, rule, layout);
  }

  /** The same with another order of the sides. */
  public Preprocess withLayout(Layout order) {
    return new Preprocess(
        width, height, resize, color, scale, mean, std, cropFraction, fill, perPicture, order);
  }

  /**
   * The sides of a tensor of n pictures: n, channels, height, width, or with the channels last as
   * {@link #layout} has it.
   */
  public long[] shape(int n) {
    return layout == Layout.NCHW
        ? new long[] {n, channels(), height, width}
        : new long[] {n, height, width, channels()};
  }

  /**
   * As torchvision's ImageNet models: RGB, shorter side to {@code size / 0.875}, centre crop,
   * values from 0 to 1 minus (0.485, 0.456, 0.406) by (0.229, 0.224, 0.225).
   */
  public static Preprocess imagenet(int size) {
    return new Preprocess(
        size,
        size,
        Resize.CROP,
        ColorOrder.RGB,
        1 / 255.0,
        List.of(0.485, 0.456, 0.406),
        List.of(0.229, 0.224, 0.225),
        0.875,
        FILL);
  }

  /** RGB, stretched, values from 0 to 1. */
  public static Preprocess stretch01(int width, int height) {
    return new Preprocess(
        width,
        height,
        Resize.STRETCH,
        ColorOrder.RGB,
        1 / 255.0,
        List.of(0.0, 0.0, 0.0),
        List.of(1.0, 1.0, 1.0),
        1,
        FILL);
  }

  /** Number of channels: 3, or 1 for gray. */
  public int channels() {
    return color == ColorOrder.GRAY ? 1 : 3;
  }

  /** Values of one picture: {@code channels * height * width}. */
  public int elements() {
    return channels() * height * width;
  }

  /**
   * Options that let a large JPEG be decoded at 1/2, 1/4 or 1/8, as long as it stays at least
   * {@value #REDUCING_GAP} times as large as it is resized to.
   *
   * <p>An approximation of resizing from full size (Pillow calls such a bound the reducing gap).
   * Over 60 sharp photographs with sides of 480 to 1920, pixels of the result differed by 1.5
   * levels (root mean square) when 1/2 or 1/4 was decoded to 1.4 times the size, by 2.5 levels with
   * 1/8; at twice the size by 1.0, 1.2 and 2.2, and at the very size by 3.7. A photograph of 12
   * megapixels for a model of 224 pixels is decoded at 1/8 then, in three quarters of the time that
   * 1/4 takes.
   */
  public DecodeOptions decodeOptions() {
    MinimumSize minimum =
        switch (resize) {
          case STRETCH -> MinimumSize.covering(gap(width), gap(height));
          case CROP -> MinimumSize.covering(gap(covered(width)), gap(covered(height)));
          case LETTERBOX, LETTERBOX_TOP_LEFT -> MinimumSize.filling(gap(width), gap(height));
        };
    return DecodeOptions.DEFAULT.withMinimum(minimum);
  }

  private static int gap(int side) {
    return (int) Math.ceil(REDUCING_GAP * side);
  }

  /** Where a picture of the given size lies in the input, for the two letterbox rules. */
  public Letterbox letterbox(int imageWidth, int imageHeight) {
    if (resize != Resize.LETTERBOX && resize != Resize.LETTERBOX_TOP_LEFT) {
      throw new IllegalStateException("resize is " + resize + ", not a letterbox");
    }
    return Letterbox.fit(imageWidth, imageHeight, width, height, resize == Resize.LETTERBOX);
  }

  /**
   * Where the whole of a picture of the given size lies in the input: for all rules, not only the
   * letterbox. Where its middle is cut out, it reaches over the input's edges.
   */
  public Letterbox placement(int imageWidth, int imageHeight) {
    return switch (resize) {
      case STRETCH -> new Letterbox(imageWidth, imageHeight, 0, 0, width, height);
      case CROP -> crop(imageWidth, imageHeight);
      case LETTERBOX, LETTERBOX_TOP_LEFT -> letterbox(imageWidth, imageHeight);
    };
  }

  /** As torchvision's Resize of the shorter side and CenterCrop, with their rounding. */
  private Letterbox crop(int imageWidth, int imageHeight) {
    int coveredWidth = covered(width);
    int coveredHeight = covered(height);
    boolean widthDecides = (long) coveredWidth * imageHeight >= (long) coveredHeight * imageWidth;
    int wholeWidth = widthDecides ? coveredWidth : longer(coveredHeight, imageWidth, imageHeight);
    int wholeHeight = widthDecides ? longer(coveredWidth, imageHeight, imageWidth) : coveredHeight;
    // Python's round takes halves to the even number, as rint does.
    int left = (int) Math.rint((wholeWidth - width) / 2.0);
    int top = (int) Math.rint((wholeHeight - height) / 2.0);
    return new Letterbox(imageWidth, imageHeight, -left, -top, wholeWidth, wholeHeight);
  }

  private static int longer(int side, int imageLonger, int imageShorter) {
    return (int) Math.min(Integer.MAX_VALUE, (long) side * imageLonger / imageShorter);
  }

  /** A worker that applies this; for one thread, to be closed. */
  public Preprocessor start() {
    return new Preprocessor(this);
  }

  /** The side that a picture covers before its middle is cut out. */
  int covered(int side) {
    return (int) Math.max(side, Math.round(side / cropFraction));
  }

  private static void require(boolean condition, String what, Object value, String expected) {
    if (!condition) {
      throw new IllegalArgumentException(
          "preprocessing: " + what + " is " + value + ", expected " + expected);
    }
  }
}
