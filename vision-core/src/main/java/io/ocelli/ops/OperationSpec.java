package io.ocelli.ops;

import io.ocelli.error.UsageException;
import io.ocelli.ops.ParameterSpec.BadValueException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A kind of operation: its name, its help and its parameters, as a record with {@link Op} and
 * {@link Param} tells them.
 */
public final class OperationSpec {
  private final Class<?> type;
  private final Op op;
  private final String group;
  private final RecordComponent[] components;
  private final List<ParameterSpec> parameters;
  private final Constructor<?> constructor;

  private OperationSpec(Class<?> type, String group) {
    this.type = type;
    this.group = group;
    this.op = type.getAnnotation(Op.class);
    if (op == null || !type.isRecord()) {
      throw new IllegalStateException(type + " has to be a record with @Op");
    }
    this.components = type.getRecordComponents();
    this.parameters = Arrays.stream(components).map(ParameterSpec::of).toList();
    try {
      this.constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("a record without its constructor: " + type, e);
    }
  }

  /**
   * Reads what a record says of itself.
   *
   * @param group the title of the group it belongs to
   * @throws IllegalStateException if it is no public record, or a description is missing
   */
  public static OperationSpec of(Class<?> type, String group) {
    return new OperationSpec(type, group);
  }

  /** The name in pipelines. */
  public String name() {
    return op.name();
  }

  /** The title of its group. */
  public String group() {
    return group;
  }

  /** What the operation says of itself. */
  public Op op() {
    return op;
  }

  /** Its parameters, in the order in which they are written. */
  public List<ParameterSpec> parameters() {
    return parameters;
  }

  /** The record that it is in Java. */
  public Class<?> type() {
    return type;
  }

  /** Whether it makes several pictures of one. */
  public boolean splits() {
    return Split.class.isAssignableFrom(type);
  }

  /** Whether it finds or measures something. */
  public boolean measures() {
    return op.finds().length > 0;
  }

  /** The parameter of a name. */
  public Optional<ParameterSpec> parameter(String name) {
    return parameters.stream().filter(p -> p.name().equals(name)).findFirst();
  }

  /** Makes the record; values that are not given have their default. */
  Object make(Map<String, Object> given) {
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      ParameterSpec parameter = parameters.get(i);
      Object value = given.get(parameter.name());
      values[i] = value == null ? parameter.byDefault() : value;
    }
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw new BadValueException("not possible for", String.valueOf(refused.getMessage()));
      }
      throw new IllegalStateException("cannot make " + name(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the record has to be public: " + type, e);
    }
  }

  /** The value of each parameter of a record of this kind. */
  List<Object> values(Object operation) {
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : components) {
      try {
        values.add(component.getAccessor().invoke(operation));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("the record has to be public: " + type, e);
      }
    }
    return values;
  }

  /** As it is written in a pipeline; values that are the default are left out. */
  public String write(Object operation) {
    StringBuilder text = new StringBuilder(name());
    List<Object> values = values(operation);
    for (int i = 0; i < values.size(); i++) {
      ParameterSpec parameter = parameters.get(i);
      String written = ValueType.write(values.get(i));
      if (parameter.required() || !written.equals(ValueType.write(parameter.byDefault()))) {
        text.append(' ').append(parameter.name()).append('=').append(Quoting.quote(written));
      }
    }
    return text.toString();
  }

  /**
   * Checks the values of a record that was made in Java.
   *
   * @param place what messages call it: "operation 2 of the pipeline"
   * @throws UsageException if a value is out of its range
   */
  public void check(Object operation, String place) {
    Iterator<Object> values = values(operation).iterator();
    for (ParameterSpec parameter : parameters) {
      Object value = values.next();
      try {
        parameter.checkJava(value);
      } catch (BadValueException e) {
        throw new UsageException(
            e.getMessage() + " " + parameter.name() + " of " + name(),
            ValueType.write(value),
            place,
            e.remedy());
      }
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
