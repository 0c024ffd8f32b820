package io.ocelli.dataset.split;

import io.ocelli.dataset.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Assignments from assignments. */
final class Assignments {
  private Assignments() {}

  /** The same of the items in another order: {@code order} holds their old places. */
  static Assignment ordered(Assignment of, List<Integer> order) {
    if (of instanceof Assignment.Single single) {
      return new Assignment.Single(order.stream().map(single.splits()::get).toList());
    }
    if (of instanceof Assignment.Turns turns) {
      return new Assignment.Turns(
          order.stream().map(turns.heldOut()::get).toList(),
          order.stream().map(turns.otherwise()::get).toList());
    }
    Map<Integer, List<@Nullable Split>> folds = new TreeMap<>();
    for (int fold : of.folds()) {
      List<@Nullable Split> splits = new ArrayList<>();
      order.forEach(i -> splits.add(of.at(fold, i).orElse(null)));
      folds.put(fold, splits);
    }
    return new Assignment.Listed(folds);
  }

  /**
   * Puts an assignment of some items among others that have their place.
   *
   * @param inner of the items {@code which}
   * @param which places of these among all
   * @param fixed the splits of all; those of the items in {@code which} do not count
   */
  static Assignment spread(Assignment inner, List<Integer> which, List<Split> fixed) {
    int n = fixed.size();
    if (inner instanceof Assignment.Single single) {
      List<Split> splits = new ArrayList<>(fixed);
      for (int k = 0; k < which.size(); k++) {
        splits.set(which.get(k), single.splits().get(k));
      }
      return new Assignment.Single(splits);
    }
    if (inner instanceof Assignment.Turns turns) {
      List<Integer> heldOut = new ArrayList<>(Collections.nCopies(n, Assignment.Turns.NEVER));
      List<Split> otherwise = new ArrayList<>(fixed);
      for (int k = 0; k < which.size(); k++) {
        heldOut.set(which.get(k), turns.heldOut().get(k));
        otherwise.set(which.get(k), turns.otherwise().get(k));
      }
      return new Assignment.Turns(heldOut, otherwise);
    }
    Map<Integer, List<@Nullable Split>> folds = new TreeMap<>();
    for (int fold : inner.folds()) {
      @Nullable Split[] splits = fixed.toArray(new Split[0]);
      for (int k = 0; k < which.size(); k++) {
        splits[which.get(k)] = inner.at(fold, k).orElse(null);
      }
      folds.put(fold, Arrays.asList(splits));
    }
    return new Assignment.Listed(folds);
  }
}
