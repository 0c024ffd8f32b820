package io.ocelli.app.cli;

import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.ClassFolder;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.SplitRatios;
import io.ocelli.dataset.audit.NearDuplicates;
import io.ocelli.dataset.split.Assignment;
import io.ocelli.dataset.split.DatasetItems;
import io.ocelli.dataset.split.KeySource;
import io.ocelli.dataset.split.SplitItem;
import io.ocelli.dataset.split.SplitStrategy;
import io.ocelli.dataset.split.SplitTable;
import io.ocelli.dataset.split.Times;
import io.ocelli.error.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a split of a data set as the options ask.
 *
 * @param options what was asked
 * @param seed of what is drawn
 * @param threads that look for near copies; the result does not depend on it
 * @param terminal for remarks
 */
record SplitMaker(SplitOptions options, long seed, int threads, Terminal terminal) {

  /** A split, and the data set that it is of as its folders have it. */
  record Made(SplitTable table, ClassDataset whole) {}

  Made make(Path dir) {
    @Nullable KeySource groups = options.groups();
    @Nullable KeySource times = options.times();
    ClassDataset whole = ClassFolder.read(dir, SplitRatios.NONE, seed);
    ClassDataset usual = options.usual() ? ClassFolder.read(dir, options.ratios(null), seed) : null;
    (usual == null ? whole : usual)
        .remarks()
        .forEach(remark -> terminal.remark(Columns.printable(remark)));
    DatasetItems all = DatasetItems.of(whole);
    List<SplitItem> items =
        options.byNearCopies() ? together(all) : timed(grouped(all.items(), groups), times);
    SplitRatios ratios = options.ratios(whole);
    Assignment assignment = usual == null ? split(all, items) : asIn(usual, all, ratios);
    Map<String, Object> how = new LinkedHashMap<>();
    how.put("data", whole.name());
    how.put("data_sha256", whole.hash());
    how.put("pictures", items.size());
    how.put("classes", whole.classes().size());
    how.putAll(options.facts(ratios, seed));
    how.put("ocelli", BuildInfo.read().version());
    return new Made(SplitTable.of(how, items, assignment), whole);
  }

  /** Where the pictures are in the data set that was split as it was read. */
  private static Assignment asIn(ClassDataset split, DatasetItems all, SplitRatios ratios) {
    for (Split asked : ratios.asked()) {
      if (split.samples(asked).isEmpty()) {
        throw new UsageException(
            "a split without pictures",
            asked.folder() + " (share " + ratios.of(asked) + ")",
            "--" + asked.folder(),
            "give a larger share, or add pictures");
      }
    }
    Map<String, Split> to = new HashMap<>();
    split
        .splits()
        .forEach((part, some) -> some.forEach(sample -> to.put(sample.source().name(), part)));
    return new Assignment.Single(
        all.samples().stream()
            .map(sample -> Objects.requireNonNull(to.get(sample.source().name())))
            .toList());
  }

  private Assignment split(DatasetItems all, List<SplitItem> items) {
    SplitStrategy strategy = options.strategy(all.data());
    boolean keep = all.data().presplit() && !options.anew();
    List<Integer> pool =
        IntStream.range(0, items.size())
            .filter(i -> !keep || isToSplit(all.given().get(i)))
            .boxed()
            .toList();
    if (keep && !options.makesFolds() && options.ratios(all.data()).asked().size() == 1) {
      terminal.remark("the folders are split already and stay so; --anew splits them anew");
      return new Assignment.Single(all.given());
    }
    return strategy.split(pool.stream().map(items::get).toList(), seed).among(pool, all.given());
  }

  private boolean isToSplit(Split given) {
    return given == Split.TRAIN || (given == Split.VAL && options.makesFolds());
  }

  /** Pictures that show the same have a group, named after the first of them. */
  private List<SplitItem> together(DatasetItems all) {
    Progress progress = new Progress(terminal, "pictures", all.items().size());
    List<List<Integer>> groups = NearDuplicates.of(all.samples(), threads, progress).groups();
    Map<String, String> byPath = new HashMap<>();
    for (List<Integer> group : groups) {
      String name = all.items().get(group.get(0)).path();
      group.forEach(i -> byPath.put(all.items().get(i).path(), name));
    }
    terminal.remark(
        "%d of %d pictures show the same as others; groups of them: %d"
            .formatted(byPath.size(), all.items().size(), groups.size()));
    KeySource source = new KeySource.Given("near copies", byPath);
    return all.items().stream()
        .map(item -> item.withGroup(source.of(item.path()).orElse(null)))
        .toList();
  }

  private List<SplitItem> grouped(List<SplitItem> items, @Nullable KeySource source) {
    if (source == null) {
      return items;
    }
    KeySource.Found found =
        source.of(
            items.stream().map(SplitItem::path).toList(),
            Objects.requireNonNull(options.groupOption()));
    if (!found.without().isEmpty()) {
      terminal.remark(
          "%d of %d pictures have no group by %s and are groups of their own; the first: %s"
              .formatted(
                  found.without().size(),
                  items.size(),
                  source.name(),
                  Columns.printable(found.without().get(0))));
    }
    List<SplitItem> grouped = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      grouped.add(items.get(i).withGroup(found.values().get(i)));
    }
    return grouped;
  }

  private List<SplitItem> timed(List<SplitItem> items, @Nullable KeySource source) {
    if (source == null) {
      return items;
    }
    String option = options.timeOption();
    KeySource.Found found = source.of(items.stream().map(SplitItem::path).toList(), option);
    if (!found.without().isEmpty()) {
      throw new UsageException(
          "pictures without a time",
          found.without().size() + " of " + items.size() + ", the first: " + found.without().get(0),
          option,
          "every picture needs one: widen the pattern or complete the table");
    }
    long[] times =
        Times.order(found.values().stream().map(Objects::requireNonNull).toList(), option);
    return IntStream.range(0, times.length).mapToObj(i -> items.get(i).withTime(times[i])).toList();
  }
}
