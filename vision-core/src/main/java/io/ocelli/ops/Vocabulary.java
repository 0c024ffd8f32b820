package io.ocelli.ops;

import io.ocelli.error.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What may stand in a text of steps: the language of {@link Pipeline} and of augmentation.
 *
 * @param operations what steps there are
 * @param common parameters that every step takes besides its own
 * @param example a text that is right, for messages
 * @param hint where all operations are listed, for messages: "'…' shows all"
 */
public record Vocabulary(
    List<OperationSpec> operations, List<ParameterSpec> common, String example, String hint) {
  /** Copies the lists. */
  public Vocabulary {
    operations = List.copyOf(operations);
    common = List.copyOf(common);
  }

  /**
   * A step that was read.
   *
   * @param record of the type of its {@link OperationSpec}
   * @param common values of the common parameters that were given
   * @param block the steps in its braces; empty for most
   */
  public record Step(Object record, Map<String, Object> common, List<Step> block) {
    /** Copies. */
    public Step {
      common = Map.copyOf(common);
      block = List.copyOf(block);
    }
  }

  /**
   * Reads a text.
   *
   * @param origin what messages call it
   * @param folder where relative paths in it begin
   * @throws UsageException if an operation or a parameter is unknown, or a value is not possible;
   *     it says at which character, what is allowed and which names are near
   */
  public List<Step> parse(String text, String origin, Path folder) {
    return new StepParser(this, text, origin, folder).parse();
  }

  /**
   * Reads what a YAML or JSON parser gives: a text, or a list whose items are texts or maps from
   * the name of an operation to the map of its values.
   */
  public List<Step> parseTree(Object tree, String origin, Path folder) {
    return StepTree.read(this, tree, origin, folder);
  }

  Optional<OperationSpec> find(String name) {
    return operations.stream().filter(spec -> spec.name().equals(name)).findFirst();
  }

  List<ParameterSpec> parameters(OperationSpec spec) {
    List<ParameterSpec> all = new ArrayList<>(spec.parameters());
    all.addAll(common);
    return all;
  }

  Optional<ParameterSpec> parameter(OperationSpec spec, String name) {
    return parameters(spec).stream().filter(p -> p.name().equals(name)).findFirst();
  }

  /** Takes the common values out of all values. */
  Map<String, Object> common(Map<String, Object> values) {
    Map<String, Object> some = new LinkedHashMap<>();
    for (ParameterSpec parameter : common) {
      Object value = values.remove(parameter.name());
      if (value != null) {
        some.put(parameter.name(), value);
      }
    }
    return some;
  }
}
