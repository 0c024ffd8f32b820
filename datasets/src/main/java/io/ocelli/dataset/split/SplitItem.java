package io.ocelli.dataset.split;

import org.jspecify.annotations.Nullable;

/**
 * What a split looks at of one sample. The sample may be a classified picture, a picture with
 * boxes, or anything else that has a name.
 *
 * @param path its name, which no other sample has; what is random depends on it and the seed alone
 * @param label its class, or whatever is to be spread evenly; equal text is one class; empty for
 *     none
 * @param group what it must stay together with; null for a group of its own
 * @param time when it was taken, in any unit: only the order matters; 0 where it is not known
 */
public record SplitItem(String path, String label, @Nullable String group, long time) {
  /** A sample without group and time. */
  public SplitItem(String path, String label) {
    this(path, label, null, 0);
  }

  /** The same sample in a group; null for a group of its own. */
  public SplitItem withGroup(@Nullable String newGroup) {
    return new SplitItem(path, label, newGroup, time);
  }

  /** The same sample at a time. */
  public SplitItem withTime(long newTime) {
    return new SplitItem(path, label, group, newTime);
  }
}
