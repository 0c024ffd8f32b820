package io.ocelli.dataset.load;

import java.util.List;

/**
 * Where an epoch goes on after a batch. A value that can be written down: a loader of the same
 * pictures and options gives from here on what is left of the epoch ({@link
 * BatchLoader#epoch(Position)}), and decodes nothing of what was before.
 *
 * @param epoch its number
 * @param shuffle whether its order is drawn
 * @param batches how many were given before
 * @param next how many pictures of the order were used for them, broken ones included; so it does
 *     not matter which of them are broken, or whether that is known already
 * @param broken indices of the pictures that were found broken up to then, ascending; they are
 *     tried again, so that {@link BatchLoader#failures} tells of them
 */
public record Position(int epoch, boolean shuffle, int batches, int next, List<Integer> broken) {
  /** Copies the indices. */
  public Position {
    broken = List.copyOf(broken);
  }

  /** The beginning of an epoch. */
  public static Position start(int epoch, boolean shuffle) {
    return new Position(epoch, shuffle, 0, 0, List.of());
  }
}
