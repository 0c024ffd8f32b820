package io.ocelli.augment;

/** Where a mixing change gets its other examples. May be asked from several threads at once. */
@FunctionalInterface
public interface Others {
  /** For augmentations that do not mix. */
  Others NONE =
      dice -> {
        throw new IllegalStateException("this augmentation mixes pictures; give it others");
      };

  /**
   * Draws another example, before any augmentation; the caller closes it.
   *
   * @param dice which one it is depends on this and on nothing else
   */
  Example draw(Dice dice);
}
