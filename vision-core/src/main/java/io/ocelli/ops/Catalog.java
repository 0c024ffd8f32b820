package io.ocelli.ops;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** All operations that there are: those of every {@link OperationGroup} on the class path. */
public final class Catalog {
  private static final class Holder {
    static final Catalog ALL =
        new Catalog(ServiceLoader.load(OperationGroup.class, Catalog.class.getClassLoader()));
  }

  private final Map<String, OperationSpec> byName = new LinkedHashMap<>();
  private final Map<Class<?>, OperationSpec> byType = new LinkedHashMap<>();
  private final List<String> groups = new ArrayList<>();

  private Catalog(Iterable<OperationGroup> found) {
    for (OperationGroup group : found) {
      groups.add(group.title());
      for (Class<? extends Operation> type : group.operations()) {
        OperationSpec spec = OperationSpec.of(type, group.title());
        OperationSpec other = byName.putIfAbsent(spec.name(), spec);
        if (other != null) {
          throw new IllegalStateException(
              "two operations are called " + spec.name() + ": " + type + ", " + other.type());
        }
        byType.put(type, spec);
      }
    }
  }

  /** The catalog. */
  public static Catalog all() {
    return Holder.ALL;
  }

  /** All operations, by group. */
  public List<OperationSpec> operations() {
    return List.copyOf(byName.values());
  }

  /** The titles of the groups. */
  public List<String> groups() {
    return List.copyOf(groups);
  }

  /** The operation of a name. */
  public Optional<OperationSpec> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** What an operation is an example of. */
  public OperationSpec of(Operation operation) {
    return of(operation.getClass());
  }

  /** The operation that a record is. */
  public OperationSpec of(Class<? extends Operation> type) {
    OperationSpec spec = byType.get(type);
    if (spec == null) {
      throw new IllegalArgumentException(type + " is in no OperationGroup");
    }
    return spec;
  }

  /**
   * An operation with the default of every parameter.
   *
   * @throws IllegalArgumentException if it has a parameter without a default
   */
  public <T extends Operation> T defaults(Class<T> type) {
    OperationSpec spec = of(type);
    for (ParameterSpec parameter : spec.parameters()) {
      if (parameter.required()) {
        throw new IllegalArgumentException(spec.name() + " needs a value for " + parameter.name());
      }
    }
    return type.cast(spec.make(Map.of()));
  }
}
