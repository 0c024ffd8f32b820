package io.ocelli.dataset.split;

import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.Sample;
import io.ocelli.dataset.Split;
import io.ocelli.error.UsageException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of a data set by the names that splits know them by: {@code class/…/file}, with the
 * split before it ({@code val/class/…}) where the folders say the split.
 *
 * @param items without groups and times
 * @param samples of the items
 * @param given the split that each is in now
 */
public record DatasetItems(
    ClassDataset data, List<SplitItem> items, List<Sample> samples, List<Split> given) {

  /** Of all pictures. */
  public static DatasetItems of(ClassDataset data) {
    List<SplitItem> items = new ArrayList<>();
    List<Sample> samples = new ArrayList<>();
    List<Split> given = new ArrayList<>();
    data.splits()
        .forEach(
            (split, some) ->
                some.forEach(
                    sample -> {
                      String path =
                          data.presplit() ? split.folder() + "/" + sample.path() : sample.path();
                      items.add(new SplitItem(path, data.classes().get(sample.label())));
                      samples.add(sample);
                      given.add(split);
                    }));
    return new DatasetItems(data, items, samples, given);
  }

  /**
   * The data set, split as the table says.
   *
   * @param fold null where there are no folds
   * @param allowMissing whether pictures that the table names and the data set lacks are only
   *     remarked on
   * @param origin what to call the table
   * @throws UsageException if the fold is not there, pictures are missing, or a class differs
   */
  public ClassDataset apply(
      SplitTable table, @Nullable Integer fold, boolean allowMissing, String origin) {
    return apply(table, fold, allowMissing, origin, path -> origin);
  }

  /**
   * The data set, split as a file says; errors name its lines.
   *
   * @param fold null where there are no folds
   * @param allowMissing whether pictures that the file names and the data set lacks are only
   *     remarked on
   * @throws UsageException if the fold is not there, pictures are missing, or a class differs
   */
  public ClassDataset apply(SplitFile.Read split, @Nullable Integer fold, boolean allowMissing) {
    return apply(split.table(), fold, allowMissing, split.file().toString(), split::at);
  }

  private ClassDataset apply(
      SplitTable table,
      @Nullable Integer fold,
      boolean allowMissing,
      String origin,
      UnaryOperator<String> place) {
    Map<String, Split> to = table.at(fold, "--fold, with " + origin);
    List<String> remarks = new ArrayList<>(data.remarks());
    checkNames(items, data.name(), table, allowMissing, origin, place, remarks);
    Map<Split, List<Sample>> splits = new EnumMap<>(Split.class);
    for (int i = 0; i < items.size(); i++) {
      Split split = to.get(items.get(i).path());
      if (split != null) {
        splits.computeIfAbsent(split, key -> new ArrayList<>()).add(samples.get(i));
      }
    }
    // By class, then by path, whatever folders the pictures came from.
    splits
        .values()
        .forEach(
            some ->
                some.sort(
                    java.util.Comparator.comparingInt(Sample::label)
                        .thenComparing(
                            Sample::path, io.ocelli.dataset.SourceListing::compareCodePoints)));
    ClassDataset split =
        new ClassDataset(
            data.name(), data.classes(), splits, true, remarks, data.others(), data.unreadable());
    return untaught(split);
  }

  /** Refuses a table that does not fit the pictures, and remarks on what one of them lacks. */
  static void checkNames(
      List<SplitItem> items,
      String name,
      SplitTable table,
      boolean allowMissing,
      String origin,
      UnaryOperator<String> place,
      List<String> remarks) {
    Map<String, SplitItem> here = new HashMap<>();
    for (SplitItem item : items) {
      if (here.put(item.path(), item) != null) {
        throw new UsageException(
            "two pictures with the same path",
            item.path(),
            name,
            "rename one of them, or move it to another folder");
      }
    }
    List<String> missing = new ArrayList<>();
    Set<String> unlisted = new LinkedHashSet<>(here.keySet().stream().sorted().toList());
    for (SplitItem item : table.items()) {
      SplitItem known = here.get(item.path());
      unlisted.remove(item.path());
      if (known == null) {
        missing.add(item.path());
      } else if (!item.label().isEmpty() && !item.label().equals(known.label())) {
        throw new UsageException(
            "a picture of another class than the split says",
            item.path() + ": '" + item.label() + "', but in the data set '" + known.label() + "'",
            place.apply(item.path()),
            "make the split anew, or leave its column 'class' out");
      }
    }
    if (missing.size() == table.items().size()) {
      throw new UsageException(
          "the data set has none of the pictures of the split",
          some(missing),
          place.apply(missing.get(0)),
          "in the data set they are called " + first(List.copyOf(unlisted)));
    }
    if (!missing.isEmpty() && !allowMissing) {
      throw new UsageException(
          "the data set lacks pictures of the split",
          some(missing),
          place.apply(missing.get(0)),
          "put them back, or allow it with --allow-missing");
    }
    if (!missing.isEmpty()) {
      remarks.add("the data set lacks " + some(missing) + " of the split " + origin);
    }
    if (!unlisted.isEmpty()) {
      remarks.add(some(List.copyOf(unlisted)) + " not in the split " + origin + ": left out");
    }
  }

  private static ClassDataset untaught(ClassDataset split) {
    List<String> remarks = new ArrayList<>(split.remarks());
    int[] taught = split.counts(Split.TRAIN);
    for (int label = 0; label < taught.length; label++) {
      if (taught[label] == 0 && !split.samples(Split.TRAIN).isEmpty()) {
        remarks.add("train has no pictures of " + split.classes().get(label));
      }
    }
    return new ClassDataset(
        split.name(),
        split.classes(),
        split.splits(),
        split.presplit(),
        remarks,
        split.others(),
        split.unreadable());
  }

  private static String some(List<String> paths) {
    return (paths.size() == 1 ? "1 picture" : paths.size() + " pictures") + ": " + first(paths);
  }

  private static String first(List<String> paths) {
    return String.join(", ", paths.subList(0, Math.min(3, paths.size())))
        + (paths.size() > 3 ? ", …" : "");
  }
}
