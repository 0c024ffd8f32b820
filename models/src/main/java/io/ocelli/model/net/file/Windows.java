package io.ocelli.model.net.file;

import io.ocelli.error.NearNames;
import io.ocelli.error.OcelliException;
import io.ocelli.model.net.Padding;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.Window;
import io.ocelli.model.yaml.YamlNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Windows and paddings of a network file. */
final class Windows {
  private static final List<String> WORDS = List.of("valid", "same");

  private Windows() {}

  /**
   * The window of a convolution or pool.
   *
   * @param side the setting that holds the kernel's size
   * @param strideAsSide whether a stride that is not given is the kernel's size
   * @param input what it works on, for {@code padding: same}
   */
  static Window of(Settings settings, String side, int usual, boolean strideAsSide, Shape input) {
    int[] kernel = settings.pair(side, usual);
    int[] stride = settings.pair("stride", 1);
    if (strideAsSide && settings.get("stride") == null) {
      stride = kernel;
    }
    int[] dilation = settings.pair("dilation", 1);
    Padding padding = padding(settings.get("padding"), kernel, stride, dilation, input);
    return new Window(
        kernel[0], kernel[1], stride[0], stride[1], dilation[0], dilation[1], padding);
  }

  private static Padding padding(
      @Nullable YamlNode value, int[] kernel, int[] stride, int[] dilation, Shape input) {
    if (value == null) {
      return Padding.NONE;
    }
    if (!(value.value() instanceof String word)) {
      return places(value);
    }
    return switch (word) {
      case "valid" -> Padding.NONE;
      case "same" -> {
        int down = same(input.height(), kernel[0], stride[0], dilation[0]);
        int right = same(input.width(), kernel[1], stride[1], dilation[1]);
        // As in TensorFlow: where the sum is odd, the bottom and the right get one more.
        yield new Padding(down / 2, right / 2, down - down / 2, right - right / 2);
      }
      default ->
          throw new OcelliException(
              "no such padding", word, value.where(), NearNames.remedy(word, WORDS));
    };
  }

  private static int same(int length, int kernel, int stride, int dilation) {
    int steps = (length + stride - 1) / stride;
    return Math.max(0, (steps - 1) * stride + dilation * (kernel - 1) + 1 - length);
  }

  /** n, [height, width] or [top, left, bottom, right]. */
  static Padding places(YamlNode value) {
    if (!(value.value() instanceof List<?> list)) {
      return Padding.all(Settings.count(value, 0));
    }
    int[] sides = value.items().stream().mapToInt(item -> Settings.count(item, 0)).toArray();
    if (list.size() == 2) {
      return new Padding(sides[0], sides[1], sides[0], sides[1]);
    }
    if (list.size() == 4) {
      return new Padding(sides[0], sides[1], sides[2], sides[3]);
    }
    throw value.wrong(
        "one, two or four numbers were expected",
        "write n, [height, width] or [top, left, bottom, right]");
  }
}
