package io.ocelli.ops;

import io.ocelli.error.NearNames;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A parameter of an operation, as help and checks need it.
 *
 * @param name as written in pipelines
 * @param type the class of its values; what the Optional holds where {@code optional} is true
 * @param optional whether it may be {@code none}
 * @param form how a value is written: "a whole number"
 * @param choices the values of an enum as they are written; empty for other types
 * @param param what the operation says about it
 */
public record ParameterSpec(
    String name, Class<?> type, boolean optional, String form, List<String> choices, Param param) {
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
  private static final String NONE = "none";

  /** A value that cannot be; the message says what is wrong with it. */
  static final class BadValueException extends RuntimeException {
    private final String remedy;

    BadValueException(String problem, String remedy) {
      super(problem);
      this.remedy = remedy;
    }

    String remedy() {
      return remedy;
    }
  }

  static ParameterSpec of(RecordComponent component) {
    Param param = component.getAnnotation(Param.class);
    if (param == null) {
      throw new IllegalStateException(component + " needs @Param");
    }
    boolean optional = component.getType() == Optional.class;
    Class<?> type = component.getType();
    if (optional) {
      Class<?> held =
          (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
      type = held == Integer.class ? int.class : held == Double.class ? double.class : held;
    }
    String name = HUMP.matcher(component.getName()).replaceAll("-").toLowerCase(Locale.ROOT);
    return new ParameterSpec(
        name, type, optional, ValueType.of(type).form(), ValueType.choices(type), param);
  }

  /** Whether it has to be given. */
  public boolean required() {
    return param.byDefault().isEmpty();
  }

  /** What is allowed: "odd whole number, 1 to 99 px". */
  public String allowed() {
    StringBuilder text = new StringBuilder(form);
    if (param.odd()) {
      text.append(", odd");
    }
    boolean min = param.min() != Double.NEGATIVE_INFINITY;
    boolean max = param.max() != Double.POSITIVE_INFINITY;
    if (min && max) {
      text.append(
          ", %s to %s".formatted(ValueType.number(param.min()), ValueType.number(param.max())));
    } else if (min) {
      text.append(", at least ").append(ValueType.number(param.min()));
    } else if (max) {
      text.append(", at most ").append(ValueType.number(param.max()));
    }
    if (!param.unit().isEmpty()) {
      text.append(' ').append(param.unit());
    }
    return optional ? text + ", or none" : text.toString();
  }

  /** The value when it is left out. */
  Object byDefault() {
    return read(param.byDefault());
  }

  Object read(String text) {
    return read(text, Path.of(""));
  }

  /**
   * Reads and checks a value.
   *
   * @param folder where relative paths begin
   */
  Object read(String text, Path folder) {
    if (optional && text.equalsIgnoreCase(NONE)) {
      return Optional.empty();
    }
    Object value;
    try {
      value = ValueType.of(type).read(text);
    } catch (IllegalArgumentException e) {
      boolean mistyped = !choices.isEmpty();
      String more =
          e.getMessage() == null || e instanceof NumberFormatException ? "" : ": " + e.getMessage();
      throw new BadValueException(
          "not a value for",
          mistyped ? NearNames.remedy(text, choices) : "give " + allowed() + more);
    }
    if (value instanceof OtherPicture picture) {
      value = picture.from(folder);
    }
    check(value);
    return optional ? Optional.of(value) : value;
  }

  /** Checks a value that was made in Java. */
  void checkJava(Object value) {
    if (value instanceof Optional<?> held) {
      held.ifPresent(this::check);
    } else {
      check(value);
    }
  }

  private void check(Object value) {
    if (value instanceof Number number) {
      checkNumber(number.doubleValue());
    } else if (value instanceof Range range) {
      checkNumber(range.from());
      checkNumber(range.to());
    } else if (value instanceof Spread spread) {
      checkNumber(spread.from());
      checkNumber(spread.to());
    } else if (value instanceof Length length) {
      checkNumber(length.amount());
    } else if (value instanceof OtherPicture picture) {
      picture.file().ifPresent(ParameterSpec::checkFile);
    }
  }

  private void checkNumber(double number) {
    if (number < param.min() || number > param.max() || !Double.isFinite(number)) {
      throw new BadValueException("out of range for", "give " + allowed());
    }
    if (param.odd() && number % 2 == 0) {
      throw new BadValueException("not an odd number for", "give " + allowed());
    }
  }

  private static void checkFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new BadValueException(
          "no such file for", "check the path: " + file.toAbsolutePath().normalize());
    }
  }
}
