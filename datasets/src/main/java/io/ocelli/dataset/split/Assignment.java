package io.ocelli.dataset.split;

import io.ocelli.dataset.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which split each item is in, once or for each of several folds. Folds have numbers, from 1 on
 * where they were made here.
 */
public sealed interface Assignment {

  /** Number of items. */
  int size();

  /** The numbers of the folds, ascending; empty if there is one split only. */
  List<Integer> folds();

  /**
   * Where an item is.
   *
   * @param fold one of {@link #folds()}; any number if there are none
   * @return empty if the item is left out in this fold
   */
  Optional<Split> at(int fold, int item);

  /** Number of items in a split of a fold. */
  default int count(int fold, Split split) {
    int count = 0;
    for (int i = 0; i < size(); i++) {
      count += at(fold, i).filter(split::equals).isPresent() ? 1 : 0;
    }
    return count;
  }

  /**
   * Puts these items among others that have their place in every fold.
   *
   * @param which the places of these items among all
   * @param all the splits of all; those of these items do not count
   */
  default Assignment among(List<Integer> which, List<Split> all) {
    return Assignments.spread(this, which, all);
  }

  /**
   * One split: each item is where it is.
   *
   * @param splits of the items
   */
  record Single(List<Split> splits) implements Assignment {
    /** Copies the list. */
    public Single {
      splits = List.copyOf(splits);
    }

    @Override
    public int size() {
      return splits.size();
    }

    @Override
    public List<Integer> folds() {
      return List.of();
    }

    @Override
    public Optional<Split> at(int fold, int item) {
      return Optional.of(splits.get(item));
    }
  }

  /**
   * Folds that take turns: in its fold an item is in val, in the others where it is otherwise.
   *
   * @param heldOut the fold of each item; {@link #NEVER} if it takes no turn
   * @param otherwise its split in the other folds
   */
  record Turns(List<Integer> heldOut, List<Split> otherwise) implements Assignment {
    /** Of an item that is in no fold. */
    public static final int NEVER = -1;

    /** Copies the lists; refuses lists of different length and without a fold. */
    public Turns {
      heldOut = List.copyOf(heldOut);
      otherwise = List.copyOf(otherwise);
      if (heldOut.size() != otherwise.size()) {
        throw new IllegalArgumentException(heldOut.size() + " folds of " + otherwise.size());
      }
    }

    @Override
    public int size() {
      return heldOut.size();
    }

    @Override
    public List<Integer> folds() {
      TreeSet<Integer> folds = new TreeSet<>(heldOut);
      folds.remove(NEVER);
      return List.copyOf(folds);
    }

    @Override
    public Optional<Split> at(int fold, int item) {
      return Optional.of(heldOut.get(item) == fold ? Split.VAL : otherwise.get(item));
    }
  }

  /** Folds of any kind: a split of its own for each, in which items may be left out. */
  final class Listed implements Assignment {
    private final int size;
    private final TreeMap<Integer, @Nullable Split[]> byFold = new TreeMap<>();

    /**
     * @param byFold for each fold the split of each item, null where it is left out; as many for
     *     each
     */
    public Listed(Map<Integer, ? extends List<? extends @Nullable Split>> byFold) {
      byFold.forEach((fold, splits) -> this.byFold.put(fold, splits.toArray(new Split[0])));
      this.size = this.byFold.isEmpty() ? 0 : this.byFold.firstEntry().getValue().length;
      for (@Nullable Split[] splits : this.byFold.values()) {
        if (splits.length != size) {
          throw new IllegalArgumentException(splits.length + " items and " + size);
        }
      }
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public List<Integer> folds() {
      return new ArrayList<>(byFold.keySet());
    }

    @Override
    public Optional<Split> at(int fold, int item) {
      @Nullable Split[] splits = byFold.get(fold);
      if (splits == null) {
        throw new IllegalArgumentException("no fold " + fold);
      }
      return Optional.ofNullable(splits[item]);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Listed listed
          && folds().equals(listed.folds())
          && folds().stream()
              .allMatch(fold -> Arrays.equals(byFold.get(fold), listed.byFold.get(fold)));
    }

    @Override
    public int hashCode() {
      return 31 * size + byFold.keySet().hashCode();
    }
  }
}
