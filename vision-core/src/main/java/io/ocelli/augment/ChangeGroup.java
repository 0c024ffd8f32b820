package io.ocelli.augment;

import java.util.List;

/**
 * The changes of one package; found by {@link java.util.ServiceLoader}, so each has its line in
 * {@code META-INF/services/io.ocelli.augment.ChangeGroup}.
 */
public interface ChangeGroup {
  /** What people call the group, such as "Colour". */
  String title();

  /** Its changes, in the order of lists: records. */
  List<Class<? extends Change>> changes();
}
