package io.ocelli.app.cli;

import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Finding;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A finding as names and values: the components of its record in {@code snake_case}. Values are
 * texts, truth values, numbers (with ten significant digits at most; null for what is no number),
 * {@link Point}, {@link Box}, lists, and maps for other records.
 */
final class FindingTree {
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
  private static final MathContext DIGITS = new MathContext(10);

  private FindingTree() {}

  /** The fields, in the order in which the record has them. */
  static Map<String, @Nullable Object> of(Finding finding) {
    return fields((Record) finding);
  }

  private static Map<String, @Nullable Object> fields(Record value) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        fields.put(snake(component.getName()), tree(component.getAccessor().invoke(value)));
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException("a finding that cannot be read: " + value.getClass(), e);
      }
    }
    return fields;
  }

  static String snake(String name) {
    return HUMP.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
  }

  private static @Nullable Object tree(@Nullable Object value) {
    if (value instanceof Optional<?> optional) {
      return tree(optional.orElse(null));
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> all = new ArrayList<>();
      list.forEach(item -> all.add(tree(item)));
      return all;
    }
    if (value instanceof Double number) {
      return number(number);
    }
    if (value instanceof Float number) {
      return number(number.floatValue());
    }
    if (value instanceof Enum<?> choice) {
      return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
    if (value instanceof Rgb colour) {
      return colour.hex();
    }
    if (value == null
        || value instanceof Point
        || value instanceof Box
        || value instanceof Boolean
        || value instanceof Number) {
      return value;
    }
    return value instanceof Record record ? fields(record) : value.toString();
  }

  private static @Nullable BigDecimal number(float value) {
    // By way of its own digits: as a double, 0.1f has eight more.
    return Float.isFinite(value) ? number(Double.parseDouble(Float.toString(value))) : null;
  }

  /** Without the last digits, which are noise of the arithmetic. */
  private static @Nullable BigDecimal number(double value) {
    if (!Double.isFinite(value)) {
      return null;
    }
    BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
  }

  /** As JSON has it: a point is {@code [x, y]}, a box {@code [x1, y1, x2, y2]}. */
  static @Nullable Object json(@Nullable Object value) {
    if (value instanceof Point || value instanceof Box) {
      return numbers(value);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> all = new ArrayList<>();
      list.forEach(item -> all.add(json(item)));
      return all;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> all = new LinkedHashMap<>();
      map.forEach((key, item) -> all.put((String) key, json(item)));
      return all;
    }
    return value;
  }

  /**
   * As columns: {@code center_x}, {@code box_x1}, {@code ellipse_angle}. A list is one cell, its
   * items parted by semicolons, the numbers of an item by commas.
   */
  static Map<String, String> flat(Map<String, @Nullable Object> fields) {
    Map<String, String> columns = new LinkedHashMap<>();
    fields.forEach((name, value) -> flat(name, value, columns));
    return columns;
  }

  private static void flat(String name, @Nullable Object value, Map<String, String> columns) {
    if (value instanceof Point point) {
      columns.put(name + "_x", text(number(point.x())));
      columns.put(name + "_y", text(number(point.y())));
    } else if (value instanceof Box box) {
      columns.put(name + "_x1", text(number(box.x1())));
      columns.put(name + "_y1", text(number(box.y1())));
      columns.put(name + "_x2", text(number(box.x2())));
      columns.put(name + "_y2", text(number(box.y2())));
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, item) -> flat(name + "_" + key, item, columns));
    } else {
      columns.put(name, text(value));
    }
  }

  private static String text(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Point || value instanceof Box) {
      return numbers(value).stream().map(FindingTree::text).collect(Collectors.joining(","));
    }
    if (value instanceof List<?> list) {
      return list.stream()
          .map(item -> item instanceof List<?> inner ? commas(inner) : text(item))
          .collect(Collectors.joining(";"));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> entry.getKey() + "=" + text(entry.getValue()))
          .collect(Collectors.joining(","));
    }
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }

  private static String commas(List<?> values) {
    return values.stream().map(FindingTree::text).collect(Collectors.joining(","));
  }

  private static List<@Nullable Object> numbers(Object value) {
    List<@Nullable Object> numbers = new ArrayList<>();
    if (value instanceof Point point) {
      numbers.add(number(point.x()));
      numbers.add(number(point.y()));
    } else if (value instanceof Box box) {
      numbers.add(number(box.x1()));
      numbers.add(number(box.y1()));
      numbers.add(number(box.x2()));
      numbers.add(number(box.y2()));
    }
    return numbers;
  }
}
