package io.ocelli.model.zoo;

import io.ocelli.error.NearNames;
import io.ocelli.error.UsageException;
import io.ocelli.image.Preprocess;
import io.ocelli.image.Preprocess.ColorOrder;
import io.ocelli.image.Preprocess.Resize;
import io.ocelli.model.kind.DetectorFamily;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Common ways in which models want their pictures. The first ones are those of classifiers; each of
 * the others is that of a family of detectors, as its own programs prepare pictures.
 */
public enum InputPreset {
  /** As torchvision: shorter side to size/0.875, centre crop, 0..1, ImageNet mean and std, RGB. */
  IMAGENET(224, Resize.CROP, ColorOrder.RGB, Values.IMAGENET),
  /** The same values, the whole picture stretched to the size. */
  IMAGENET_STRETCH(224, Resize.STRETCH, ColorOrder.RGB, Values.IMAGENET),
  /** As Keras' MobileNet, Inception, Xception: stretched, -1..1, RGB. */
  KERAS_TF(224, Resize.STRETCH, ColorOrder.RGB, Values.SIGNED),
  /** As Keras' VGG and ResNet: stretched, 0..255 minus the ImageNet mean, BGR. */
  KERAS_CAFFE(224, Resize.STRETCH, ColorOrder.BGR, Values.CAFFE),
  /** Stretched, 0..1, RGB. */
  UNIT(224, Resize.STRETCH, ColorOrder.RGB, Values.UNIT),
  /** Stretched, 0..255, RGB. */
  NONE(224, Resize.STRETCH, ColorOrder.RGB, Values.BYTES),
  /** As Ultralytics' classifiers: shorter side to size, centre crop, 0..1, RGB. */
  ULTRALYTICS_CLASSIFY(224, Resize.CROP, ColorOrder.RGB, Values.UNIT),

  /** Letterbox at the top left, filled with 114, 0..255, BGR. */
  YOLOX(DetectorFamily.YOLOX, 640, Resize.LETTERBOX_TOP_LEFT, ColorOrder.BGR, Values.BYTES, 114),
  /** Letterbox in the middle, filled with 114, 0..1, RGB. */
  ULTRALYTICS(DetectorFamily.ULTRALYTICS, 640, Resize.LETTERBOX, ColorOrder.RGB, Values.UNIT, 114),
  /** Letterbox in the middle, filled with 128, 0..1, RGB. */
  YOLOV3(DetectorFamily.YOLOV3, 416, Resize.LETTERBOX, ColorOrder.RGB, Values.UNIT, 128),
  /** Letterbox in the middle, filled with 114, 0..1, RGB. */
  YOLOV5(DetectorFamily.YOLOV5, 640, Resize.LETTERBOX, ColorOrder.RGB, Values.UNIT, 114),
  /** Letterbox in the middle, filled with 114, 0..1, RGB. */
  YOLOV6(DetectorFamily.YOLOV6, 640, Resize.LETTERBOX, ColorOrder.RGB, Values.UNIT, 114),
  /** Letterbox in the middle, filled with 114, 0..1, RGB. */
  YOLOV7(DetectorFamily.YOLOV7, 640, Resize.LETTERBOX, ColorOrder.RGB, Values.UNIT, 114),
  /** Stretched, 0..1, RGB. */
  YOLOV2(DetectorFamily.YOLOV2, 416, Resize.STRETCH, ColorOrder.RGB, Values.UNIT, 114),
  /** Stretched, 0..1, BGR. */
  FASTESTDET(DetectorFamily.FASTESTDET, 352, Resize.STRETCH, ColorOrder.BGR, Values.UNIT, 114),
  /** Stretched, 0..1, BGR. */
  YOLO_FASTESTV2(
      DetectorFamily.YOLO_FASTESTV2, 352, Resize.STRETCH, ColorOrder.BGR, Values.UNIT, 114),
  /** Stretched, 0..255 minus the ImageNet mean by its deviation, BGR. */
  NANODET(DetectorFamily.NANODET, 416, Resize.STRETCH, ColorOrder.BGR, Values.NANODET, 114),
  /** Stretched, (v - 127) / 128, RGB; 0..255 for a model that takes bytes. */
  SSD(DetectorFamily.SSD, 300, Resize.STRETCH, ColorOrder.RGB, Values.AROUND_127, 114),
  /** Letterbox at the top left, ImageNet mean and std, RGB. */
  RETINANET(
      DetectorFamily.RETINANET,
      640,
      Resize.LETTERBOX_TOP_LEFT,
      ColorOrder.RGB,
      Values.IMAGENET,
      114),
  /** Letterbox at the top left, filled with 0, 0..1, RGB: torchvision's normalise inside. */
  FASTER_RCNN(
      DetectorFamily.FASTER_RCNN, 800, Resize.LETTERBOX_TOP_LEFT, ColorOrder.RGB, Values.UNIT, 0),
  /** Stretched, ImageNet mean and std, RGB. */
  DETR(DetectorFamily.DETR, 800, Resize.STRETCH, ColorOrder.RGB, Values.IMAGENET, 114),
  /** Stretched, 0..1, RGB. */
  RT_DETR(DetectorFamily.RT_DETR, 640, Resize.STRETCH, ColorOrder.RGB, Values.UNIT, 114),
  /** Stretched, (v - 127) / 128, RGB. */
  ULTRAFACE(DetectorFamily.ULTRAFACE, 320, Resize.STRETCH, ColorOrder.RGB, Values.AROUND_127, 114),
  /** Letterbox at the top left, filled with 0, 0..255, BGR. */
  YUNET(DetectorFamily.YUNET, 640, Resize.LETTERBOX_TOP_LEFT, ColorOrder.BGR, Values.BYTES, 0);

  /** A pixel of 0..255 becomes (pixel * scale - mean) / std. */
  private enum Values {
    BYTES("0..255"),
    UNIT("0..1"),
    SIGNED("-1..1"),
    CAFFE("0..255 minus the ImageNet mean"),
    AROUND_127("(v - 127) / 128"),
    NANODET("0..255 minus the ImageNet mean, by its deviation"),
    IMAGENET("0..1 minus the ImageNet mean, by its deviation");

    private final String text;

    Values(String text) {
      this.text = text;
    }

    double scale() {
      return switch (this) {
        case UNIT, IMAGENET -> 1 / 255.0;
        case SIGNED -> 1 / 127.5;
        case BYTES, CAFFE, AROUND_127, NANODET -> 1;
      };
    }

    List<Double> mean() {
      return switch (this) {
        case BYTES, UNIT -> List.of(0.0, 0.0, 0.0);
        case SIGNED -> List.of(1.0, 1.0, 1.0);
        case CAFFE -> List.of(103.939, 116.779, 123.68);
        case AROUND_127 -> List.of(127.0, 127.0, 127.0);
        case NANODET -> List.of(103.53, 116.28, 123.675);
        case IMAGENET -> List.of(0.485, 0.456, 0.406);
      };
    }

    List<Double> std() {
      return switch (this) {
        case BYTES, UNIT, SIGNED, CAFFE -> List.of(1.0, 1.0, 1.0);
        case AROUND_127 -> List.of(128.0, 128.0, 128.0);
        case NANODET -> List.of(57.375, 57.12, 58.395);
        case IMAGENET -> List.of(0.229, 0.224, 0.225);
      };
    }
  }

  private final @Nullable DetectorFamily family;
  private final int usualSize;
  private final Resize resize;
  private final ColorOrder color;
  private final Values values;
  private final int fill;

  InputPreset(int usualSize, Resize resize, ColorOrder color, Values values) {
    this(null, usualSize, resize, color, values, Preprocess.FILL);
  }

  InputPreset(
      @Nullable DetectorFamily family,
      int usualSize,
      Resize resize,
      ColorOrder color,
      Values values,
      int fill) {
    this.family = family;
    this.usualSize = usualSize;
    this.resize = resize;
    this.color = color;
    this.values = values;
    this.fill = fill;
  }

  /** The name on the command line: imagenet, imagenet-stretch, keras-tf, yolox, …. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The family of detectors it is for; null for those of classifiers. */
  public @Nullable DetectorFamily family() {
    return family;
  }

  /** The side of the input in pixels that is assumed where a model leaves it open. */
  public int usualSize() {
    return usualSize;
  }

  /** All names. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(InputPreset::key).toList();
  }

  /** The names of those for detectors, with commas. */
  public static String detectorKeys() {
    return Arrays.stream(values())
        .filter(preset -> preset.family != null)
        .map(InputPreset::key)
        .collect(Collectors.joining(", "));
  }

  /** That of a family. */
  public static InputPreset of(DetectorFamily family) {
    return Arrays.stream(values())
        .filter(preset -> preset.family == family)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no preset for " + family));
  }

  /**
   * The preset of this name. Ultralytics' models are also found under their own names: yolov8,
   * yolo11n, ….
   *
   * @throws UsageException when there is none
   */
  public static InputPreset parse(String key) {
    String low = key.strip().toLowerCase(Locale.ROOT).replace('_', '-');
    for (InputPreset known : values()) {
      if (known.key().equals(low)) {
        return known;
      }
    }
    if (low.matches("yolo(v?(8|9|10|11|12|26)|v5u|world)[nsmblxcet]?(u)?")) {
      return ULTRALYTICS;
    }
    if (low.matches("(tiny-)?yolo-?v?3(-tiny)?")) {
      return YOLOV3;
    }
    if (low.matches("(tiny-)?yolo-?v?2(-tiny)?")) {
      return YOLOV2;
    }
    throw new UsageException("no such preset", key, "--preset", NearNames.remedy(low, keys()));
  }

  /**
   * The preset for a model of this size.
   *
   * @param channels 3, or 1 for a model that takes gray; then the three values of mean and std are
   *     averaged
   */
  public Preprocess preprocess(int width, int height, int channels) {
    boolean gray = channels == 1;
    return new Preprocess(
        width,
        height,
        resize,
        gray ? ColorOrder.GRAY : color,
        values.scale(),
        gray ? average(values.mean()) : values.mean(),
        gray ? average(values.std()) : values.std(),
        resize == Resize.CROP && this != ULTRALYTICS_CLASSIFY ? 0.875 : 1,
        fill);
  }

  /** For people, for example {@code letterbox at the top left filled with 114, 0..255, BGR}. */
  public String text() {
    String shape =
        switch (resize) {
          case STRETCH -> "stretched";
          case CROP -> "middle cut out";
          case LETTERBOX -> "letterbox filled with " + fill;
          case LETTERBOX_TOP_LEFT -> "letterbox at the top left filled with " + fill;
        };
    return shape + ", " + values.text + ", " + color;
  }

  private static List<Double> average(List<Double> values) {
    return Collections.singletonList(
        values.stream().mapToDouble(Double::doubleValue).average().orElse(0));
  }
}
