package io.ocelli.model.zoo;

import io.ocelli.error.NearNames;
import io.ocelli.error.UsageException;
import io.ocelli.image.Preprocess;
import io.ocelli.image.Preprocess.ColorOrder;
import io.ocelli.image.Preprocess.Resize;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Common ways in which models want their pictures. */
public enum InputPreset {
  /** As torchvision: shorter side to size/0.875, centre crop, 0..1, ImageNet mean and std, RGB. */
  IMAGENET,
  /** The same values, the whole picture stretched to the size. */
  IMAGENET_STRETCH,
  /** As Keras' MobileNet, Inception, Xception: stretched, -1..1, RGB. */
  KERAS_TF,
  /** As Keras' VGG and ResNet: stretched, 0..255 minus the ImageNet mean, BGR. */
  KERAS_CAFFE,
  /** Stretched, 0..1, RGB. */
  UNIT,
  /** Stretched, 0..255, RGB. */
  NONE;

  private static final List<Double> MEAN = List.of(0.485, 0.456, 0.406);
  private static final List<Double> STD = List.of(0.229, 0.224, 0.225);
  private static final List<Double> ZEROS = List.of(0.0, 0.0, 0.0);
  private static final List<Double> ONES = List.of(1.0, 1.0, 1.0);

  /** The name on the command line: imagenet, imagenet-stretch, keras-tf, …. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All names. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(InputPreset::key).toList();
  }

  /**
   * The preset of this name.
   *
   * @throws UsageException when there is none
   */
  public static InputPreset parse(String key) {
    int at = keys().indexOf(key.strip().toLowerCase(Locale.ROOT));
    if (at < 0) {
      throw new UsageException("no such preset", key, "--preset", NearNames.remedy(key, keys()));
    }
    return values()[at];
  }

  /**
   * The preset for a model of this size.
   *
   * @param channels 3, or 1 for a model that takes gray; then the three values of mean and std are
   *     averaged
   */
  public Preprocess preprocess(int width, int height, int channels) {
    return switch (this) {
      case IMAGENET -> with(width, height, channels, Resize.CROP, 1 / 255.0, MEAN, STD);
      case IMAGENET_STRETCH -> with(width, height, channels, Resize.STRETCH, 1 / 255.0, MEAN, STD);
      case KERAS_TF -> with(width, height, channels, Resize.STRETCH, 1 / 127.5, ONES, ONES);
      case KERAS_CAFFE ->
          with(width, height, channels, Resize.STRETCH, 1, List.of(103.939, 116.779, 123.68), ONES);
      case UNIT -> with(width, height, channels, Resize.STRETCH, 1 / 255.0, ZEROS, ONES);
      case NONE -> with(width, height, channels, Resize.STRETCH, 1, ZEROS, ONES);
    };
  }

  private Preprocess with(
      int width,
      int height,
      int channels,
      Resize resize,
      double scale,
      List<Double> mean,
      List<Double> std) {
    boolean gray = channels == 1;
    ColorOrder color = this == KERAS_CAFFE ? ColorOrder.BGR : ColorOrder.RGB;
    return new Preprocess(
        width,
        height,
        resize,
        gray ? ColorOrder.GRAY : color,
        scale,
        gray ? average(mean) : mean,
        gray ? average(std) : std,
        resize == Resize.CROP ? 0.875 : 1,
        Preprocess.FILL);
  }

  private static List<Double> average(List<Double> values) {
    return Collections.singletonList(
        values.stream().mapToDouble(Double::doubleValue).average().orElse(0));
  }
}
