package io.ocelli.dataset.split;

import io.ocelli.dataset.Digests;
import io.ocelli.dataset.SourceListing;
import io.ocelli.dataset.Split;
import io.ocelli.error.UsageException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A split of named samples, by itself: what {@link SplitFile} holds.
 *
 * @param how facts on how it came about, in the order to write them: method, shares, seed, …
 * @param items sorted by path; the label is the name of the class, empty where it is not known
 * @param assignment of the items
 */
public record SplitTable(Map<String, Object> how, List<SplitItem> items, Assignment assignment) {

  /** Copies; refuses another number of items. */
  public SplitTable {
    how = Collections.unmodifiableMap(new LinkedHashMap<>(how));
    items = List.copyOf(items);
    if (items.size() != assignment.size()) {
      throw new IllegalArgumentException(items.size() + " items, " + assignment.size());
    }
  }

  /** Of items in any order: they are sorted here. */
  public static SplitTable of(
      Map<String, Object> how, List<SplitItem> items, Assignment assignment) {
    List<Integer> order =
        IntStream.range(0, items.size())
            .boxed()
            .sorted(
                Comparator.comparing(i -> items.get(i).path(), SourceListing::compareCodePoints))
            .toList();
    return new SplitTable(
        how, order.stream().map(items::get).toList(), Assignments.ordered(assignment, order));
  }

  /**
   * The split of each sample in a fold; samples that are left out are not in it.
   *
   * @param fold null where there are no folds
   * @param origin of the number, for the error
   * @throws UsageException if there are folds and none is chosen, or there is no such fold
   */
  public Map<String, Split> at(@Nullable Integer fold, String origin) {
    List<Integer> folds = assignment.folds();
    if (folds.isEmpty() ? fold != null : fold == null || !folds.contains(fold)) {
      String have =
          folds.isEmpty()
              ? "leave it out: the split has no folds"
              : "give one of the folds " + range(folds);
      throw new UsageException(
          fold == null ? "a fold must be chosen" : "no such fold",
          fold == null ? "the split has " + folds.size() + " folds" : fold.toString(),
          origin,
          have);
    }
    Map<String, Split> splits = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i++) {
      String path = items.get(i).path();
      assignment.at(fold == null ? 0 : fold, i).ifPresent(split -> splits.put(path, split));
    }
    return splits;
  }

  private static String range(List<Integer> folds) {
    int first = folds.get(0);
    int last = folds.get(folds.size() - 1);
    return last - first + 1 == folds.size() && folds.size() > 2
        ? first + " to " + last
        : String.join(", ", folds.stream().map(String::valueOf).toList());
  }

  /**
   * SHA-256 in hex over the paths and where each is: equal for equal splits, however the file is
   * quoted. Class, group and {@link #how()} do not go in.
   */
  public String hash() {
    MessageDigest digest = Digests.sha256();
    List<Integer> folds = assignment.folds();
    for (int i = 0; i < items.size(); i++) {
      StringBuilder line = new StringBuilder(items.get(i).path());
      for (String cell : places(i, folds)) {
        line.append('\0').append(cell);
      }
      digest.update(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private List<String> places(int i, List<Integer> folds) {
    if (assignment instanceof Assignment.Turns turns) {
      return List.of(turns.otherwise().get(i).folder(), "fold " + turns.heldOut().get(i));
    }
    List<String> places = new ArrayList<>();
    for (int fold : folds.isEmpty() ? List.of(0) : folds) {
      String place = assignment.at(fold, i).map(Split::folder).orElse("");
      places.add(folds.isEmpty() ? place : fold + " " + place);
    }
    return places;
  }
}
