package io.ocelli.model;

import io.ocelli.error.NearNames;
import io.ocelli.error.OcelliException;
import io.ocelli.image.Preprocess;
import io.ocelli.image.Preprocess.Layout;
import io.ocelli.image.Preprocess.PerPicture;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The key {@code ocelli.input}: how a model wants its pictures. */
final class InputDescription {
  private static final List<String> KEYS =
      List.of(
          "width",
          "height",
          "color",
          "resize",
          "position",
          "crop_fraction",
          "fill",
          "scale",
          "mean",
          "std",
          "per_picture",
          "layout");

  private final Map<?, ?> tree;
  private final String origin;

  private InputDescription(Map<?, ?> tree, String origin) {
    this.tree = tree;
    this.origin = origin;
  }

  static Map<String, Object> write(Preprocess input) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("width", input.width());
    tree.put("height", input.height());
    tree.put("color", input.color().name().toLowerCase(Locale.ROOT));
    switch (input.resize()) {
      case STRETCH -> tree.put("resize", "stretch");
      case CROP -> {
        tree.put("resize", "crop");
        tree.put("crop_fraction", input.cropFraction());
      }
      case LETTERBOX, LETTERBOX_TOP_LEFT -> {
        boolean centred = input.resize() == Preprocess.Resize.LETTERBOX;
        tree.put("resize", "letterbox");
        tree.put("position", centred ? "center" : "top-left");
        tree.put("fill", input.fill());
      }
    }
    tree.put("scale", input.scale());
    tree.put("mean", input.mean());
    tree.put("std", input.std());
    if (input.perPicture() != PerPicture.NONE) {
      tree.put("per_picture", input.perPicture().name().toLowerCase(Locale.ROOT));
    }
    if (input.layout() != Layout.NCHW) {
      tree.put("layout", input.layout().name().toLowerCase(Locale.ROOT));
    }
    return tree;
  }

  static Preprocess read(Object value, String origin) {
    if (!(value instanceof Map<?, ?> tree)) {
      throw new OcelliException(
          "the description of the input is no list of keys and values",
          String.valueOf(value),
          origin,
          "write width, height, color, resize, scale, mean and std");
    }
    for (Object key : tree.keySet()) {
      if (!KEYS.contains(String.valueOf(key))) {
        throw new OcelliException(
            "no such key", String.valueOf(key), origin, NearNames.remedy("" + key, KEYS));
      }
    }
    return new InputDescription(tree, origin).read();
  }

  private Preprocess read() {
    Preprocess.ColorOrder color =
        switch (word("color", "rgb")) {
          case "rgb" -> Preprocess.ColorOrder.RGB;
          case "bgr" -> Preprocess.ColorOrder.BGR;
          case "gray", "grey" -> Preprocess.ColorOrder.GRAY;
          default -> throw wrong("color", List.of("rgb", "bgr", "gray"));
        };
    boolean topLeft =
        switch (word("position", "center").replace('_', '-')) {
          case "center", "centre" -> false;
          case "top-left" -> true;
          default -> throw wrong("position", List.of("center", "top-left"));
        };
    Preprocess.Resize resize =
        switch (word("resize", "stretch")) {
          case "stretch" -> Preprocess.Resize.STRETCH;
          case "crop" -> Preprocess.Resize.CROP;
          case "letterbox" ->
              topLeft ? Preprocess.Resize.LETTERBOX_TOP_LEFT : Preprocess.Resize.LETTERBOX;
          default -> throw wrong("resize", List.of("stretch", "crop", "letterbox"));
        };
    PerPicture perPicture =
        switch (word("per_picture", "none")) {
          case "none" -> PerPicture.NONE;
          case "center", "centre" -> PerPicture.CENTER;
          case "standardize" -> PerPicture.STANDARDIZE;
          default -> throw wrong("per_picture", List.of("none", "center", "standardize"));
        };
    Layout layout =
        switch (word("layout", "nchw")) {
          case "nchw" -> Layout.NCHW;
          case "nhwc" -> Layout.NHWC;
          default -> throw wrong("layout", List.of("nchw", "nhwc"));
        };
    int channels = color == Preprocess.ColorOrder.GRAY ? 1 : 3;
    double crop = resize == Preprocess.Resize.CROP ? number("crop_fraction", 0.875) : 1.0;
    try {
      return new Preprocess(
          side("width"),
          side("height"),
          resize,
          color,
          number("scale", 1),
          numbers("mean", 0, channels),
          numbers("std", 1, channels),
          crop,
          (int) number("fill", 114),
          perPicture,
          layout);
    } catch (IllegalArgumentException e) {
      throw new OcelliException(
          "the description of the input cannot be used",
          String.valueOf(e.getMessage()),
          origin,
          "correct that value",
          e);
    }
  }

  private String word(String key, String byDefault) {
    Object value = tree.get(key);
    return value == null ? byDefault : String.valueOf(value).strip().toLowerCase(Locale.ROOT);
  }

  private int side(String key) {
    double value = number(key, -1);
    if (value < 1 || value > 16384 || value != Math.rint(value)) {
      throw new OcelliException(
          "the " + key + " of the input is missing or no number of pixels",
          String.valueOf(tree.get(key)),
          origin,
          "write the " + key + " that the model takes, for example 224");
    }
    return (int) value;
  }

  private double number(String key, double byDefault) {
    return tree.containsKey(key) ? number(key, tree.get(key)) : byDefault;
  }

  /** A number, or a fraction in words such as 1/255. */
  private double number(String key, Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    try {
      String text = String.valueOf(value);
      int slash = text.indexOf('/');
      return slash < 0
          ? Double.parseDouble(text)
          : Double.parseDouble(text.substring(0, slash))
              / Double.parseDouble(text.substring(slash + 1));
    } catch (NumberFormatException e) {
      throw new OcelliException(
          "the " + key + " of the input is no number",
          String.valueOf(value),
          origin,
          "write a number",
          e);
    }
  }

  private List<Double> numbers(String key, double byDefault, int channels) {
    if (!(tree.get(key) instanceof List<?> list)) {
      return Collections.nCopies(channels, number(key, byDefault));
    }
    if (list.size() != channels) {
      throw new OcelliException(
          "the " + key + " of the input needs a number for each channel",
          list.toString(),
          origin,
          "write " + channels + " numbers in the order of the model's colours");
    }
    return list.stream().map(value -> number(key, value)).toList();
  }

  private OcelliException wrong(String key, List<String> known) {
    String value = String.valueOf(tree.get(key));
    return new OcelliException(
        "the " + key + " of the input is unknown", value, origin, NearNames.remedy(value, known));
  }
}
