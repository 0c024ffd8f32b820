package io.ocelli.model.onnx;

import io.ocelli.error.NearNames;
import io.ocelli.error.OcelliException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares what is given to a model with what the model says it takes. */
final class InputCheck {
  private final String model;
  private final List<TensorSpec> specs;

  InputCheck(String model, List<TensorSpec> specs) {
    this.model = model;
    this.specs = specs;
  }

  /**
   * Every input is given once, and each with the type and the sides that the model names.
   *
   * @throws OcelliException for the first thing that does not fit
   */
  void check(List<TensorInput> inputs) {
    Set<String> given = new HashSet<>();
    Map<String, Side> named = new HashMap<>();
    for (TensorInput input : inputs) {
      TensorSpec spec = spec(input.name());
      if (!given.add(input.name())) {
        throw new OcelliException(
            "the input is given twice", input.name(), model, "give each input once");
      }
      type(spec, input);
      sides(spec, input, named);
      if (input.available() < input.elements()) {
        throw new OcelliException(
            "the input holds too few values",
            values(input) + " for " + Tensors.text(input.sides()) + " (" + input + ")",
            model,
            "fill the buffer with "
                + Tensors.text(input.sides())
                + " = "
                + input.elements()
                + " values");
      }
    }
    List<String> missing =
        specs.stream()
            .filter(spec -> !given.contains(spec.name()))
            .map(TensorSpec::toString)
            .toList();
    if (!missing.isEmpty()) {
      throw new OcelliException(
          "the model gets too few inputs",
          "not given: " + String.join(", ", missing),
          model,
          "give " + specs.stream().map(TensorSpec::name).collect(Collectors.joining(", ")));
    }
  }

  private static String values(TensorInput input) {
    String unit = input.type() == ElementType.FLOAT32 ? " floats" : " values";
    return input.available() + unit;
  }

  private TensorSpec spec(String name) {
    Optional<TensorSpec> spec = specs.stream().filter(s -> s.name().equals(name)).findFirst();
    return spec.orElseThrow(
        () ->
            new OcelliException(
                "the model has no such input",
                name,
                model,
                NearNames.remedy(name, specs.stream().map(TensorSpec::name).toList())));
  }

  private void type(TensorSpec spec, TensorInput input) {
    if (!spec.elementType().feedable()) {
      throw new OcelliException(
          "the input cannot be given from a buffer",
          spec.toString(),
          model,
          "export the model with inputs of float, signed integer, uint8 or bool");
    }
    if (spec.elementType() != input.type()) {
      throw new OcelliException(
          "the input is of the wrong type",
          input.type().word() + " for " + spec,
          model,
          "give " + spec.type());
    }
  }

  /** A side that is free but named has one length wherever the name stands. */
  private record Side(long length, String input) {}

  private void sides(TensorSpec spec, TensorInput input, Map<String, Side> named) {
    List<Long> shape = input.shape();
    boolean fits = shape.size() == spec.rank();
    for (int axis = 0; fits && axis < spec.rank(); axis++) {
      long side = shape.get(axis);
      fits = side > 0 && (spec.side(axis) < 0 || spec.side(axis) == side);
    }
    if (!fits) {
      throw new OcelliException(
          "the input does not fit the model",
          Tensors.text(input.sides()),
          model + ", which takes " + spec,
          "give " + expected(spec));
    }
    for (int axis = 0; axis < spec.rank(); axis++) {
      String symbol = spec.symbols().get(axis);
      if (spec.side(axis) < 0 && !symbol.isEmpty()) {
        Side side = new Side(shape.get(axis), input.name());
        Side before = named.putIfAbsent(symbol, side);
        if (before != null && before.length() != side.length()) {
          throw new OcelliException(
              "two inputs do not fit each other",
              symbol
                  + " is %d in %s and %d in %s"
                      .formatted(before.length(), before.input(), side.length(), side.input()),
              model,
              "give all inputs the same " + symbol);
        }
      }
    }
  }

  private static String expected(TensorSpec spec) {
    List<String> words = new ArrayList<>();
    for (int axis = 0; axis < spec.rank(); axis++) {
      String symbol = spec.symbols().get(axis);
      words.add(
          spec.side(axis) >= 0
              ? Long.toString(spec.side(axis))
              : "any " + (symbol.isEmpty() ? "length" : symbol));
    }
    return spec.rank() + " sides: " + String.join(" x ", words);
  }
}
