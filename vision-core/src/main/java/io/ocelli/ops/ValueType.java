package io.ocelli.ops;

import io.ocelli.image.Rgb;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How the values of a type of parameter are written and read. */
final class ValueType {
  private final String form;
  private final Function<String, Object> reader;

  private ValueType(String form, Function<String, Object> reader) {
    this.form = form;
    this.reader = reader;
  }

  /** How a value is written, for people: "a whole number". */
  String form() {
    return form;
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException if it is not of this type; its message may say more
   */
  Object read(String text) {
    return reader.apply(text);
  }

  /** The type of a class, for parameters of operations. */
  static ValueType of(Class<?> type) {
    if (type == int.class) {
      return new ValueType("a whole number", Integer::valueOf);
    }
    if (type == double.class) {
      return new ValueType("a number", ValueType::readNumber);
    }
    if (type == boolean.class) {
      return new ValueType("true or false", ValueType::readBoolean);
    }
    if (type == String.class) {
      return new ValueType("text, in quotes where it has spaces", text -> text);
    }
    if (type.isEnum()) {
      return new ValueType("one of: " + String.join(", ", choices(type)), t -> choice(type, t));
    }
    if (type == Rgb.class) {
      return new ValueType(
          "a colour such as #ff8800 or " + String.join(", ", Rgb.names()),
          text -> Rgb.parse(text).orElseThrow(IllegalArgumentException::new));
    }
    if (type == Kernel.class) {
      return new ValueType("rows of numbers such as 1,0,-1;1,0,-1;1,0,-1", ValueType::readKernel);
    }
    if (type == Points.class) {
      return new ValueType("points such as 10,20;30,40 or 0%,0%;100%,50%", ValueType::readPoints);
    }
    if (type == Range.class) {
      return new ValueType("a range such as 35..85", ValueType::readRange);
    }
    if (type == Spread.class) {
      return new ValueType(
          "a largest change such as 20, or its ends such as -5..20", ValueType::readSpread);
    }
    if (type == Length.class) {
      return new ValueType("pixels such as 40, or a part such as 25%", ValueType::readLength);
    }
    if (type == OtherPicture.class) {
      return new ValueType("the file of a picture", ValueType::readPicture);
    }
    throw new IllegalStateException("operations have no parameters of " + type);
  }

  /** The names of an enum's values as they are written in pipelines; empty for other types. */
  static List<String> choices(Class<?> type) {
    return type.isEnum()
        ? Arrays.stream(type.getEnumConstants()).map(c -> written((Enum<?>) c)).toList()
        : List.of();
  }

  /** As it is written in a pipeline, without quotes. */
  static String write(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.isPresent() ? write(optional.get()) : "none";
    }
    if (value instanceof Double number) {
      return number(number);
    }
    if (value instanceof Enum<?> choice) {
      return written(choice);
    }
    return value instanceof Rgb colour ? colour.hex() : value.toString();
  }

  /** The shortest way to write a number that reads back as the same: 5, 0.25. */
  static String number(double value) {
    return BigDecimal.valueOf(value + 0.0).stripTrailingZeros().toPlainString();
  }

  private static String written(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Object choice(Class<?> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(c -> written((Enum<?>) c).equalsIgnoreCase(text.replace('_', '-')))
        .findFirst()
        .orElseThrow(IllegalArgumentException::new);
  }

  private static double readNumber(String text) {
    // Double.valueOf also takes "NaN", "0x1p3" and "1d", which nobody types on purpose.
    if (!text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
      throw new IllegalArgumentException();
    }
    double value = Double.parseDouble(text);
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException();
    }
    return value;
  }

  private static Object readBoolean(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw new IllegalArgumentException();
    };
  }

  private static Object readKernel(String text) {
    List<Double> values = new ArrayList<>();
    String[] rows = text.strip().split("\\s*;\\s*", -1);
    int columns = -1;
    for (String row : rows) {
      String[] numbers = row.strip().split("[\\s,]+", -1);
      if (columns >= 0 && numbers.length != columns) {
        throw new IllegalArgumentException("its rows are not equally long");
      }
      columns = numbers.length;
      for (String number : numbers) {
        values.add(readNumber(number));
      }
    }
    return new Kernel(rows.length, columns, values);
  }

  private static Object readPoints(String text) {
    return new Points(
        Arrays.stream(text.strip().split("\\s*;\\s*", -1))
            .map(
                place -> {
                  String[] parts = place.split("[\\s,]+", -1);
                  if (parts.length != 2) {
                    throw new IllegalArgumentException();
                  }
                  return new Points.Place(readLength(parts[0]), readLength(parts[1]));
                })
            .collect(Collectors.toList()));
  }

  private static Object readRange(String text) {
    int dots = text.indexOf("..");
    return dots < 0
        ? new Range(readNumber(text), readNumber(text))
        : new Range(readNumber(text.substring(0, dots)), readNumber(text.substring(dots + 2)));
  }

  private static Object readSpread(String text) {
    if (text.contains("..")) {
      Range range = (Range) readRange(text);
      return new Spread(range.from(), range.to());
    }
    return Spread.of(readNumber(text));
  }

  private static Length readLength(String text) {
    return text.endsWith("%")
        ? Length.percent(readNumber(text.substring(0, text.length() - 1)))
        : Length.pixels(readNumber(text));
  }

  private static Object readPicture(String text) {
    try {
      return OtherPicture.of(Path.of(text));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("it is not a path", e);
    }
  }
}
