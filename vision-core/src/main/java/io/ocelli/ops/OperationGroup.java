package io.ocelli.ops;

import java.util.List;

/**
 * The operations of one package; found by {@link java.util.ServiceLoader}, so each has its line in
 * {@code META-INF/services/io.ocelli.ops.OperationGroup}.
 */
public interface OperationGroup {
  /** What people call the group, such as "Filters". */
  String title();

  /**
   * Its operations, in the order of lists: records that implement {@link Transform} or {@link
   * Split}.
   */
  List<Class<? extends Operation>> operations();
}
