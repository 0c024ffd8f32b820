package io.ocelli.dataset.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.dataset.Split;
import io.ocelli.dataset.SplitRatios;
import io.ocelli.dataset.split.SplitStrategy.By;
import io.ocelli.dataset.split.SplitStrategy.HoldOut;
import io.ocelli.dataset.split.SplitStrategy.KFold;
import io.ocelli.dataset.split.SplitStrategy.LeaveOneOut;
import io.ocelli.dataset.split.SplitStrategy.Repeated;
import io.ocelli.dataset.split.SplitStrategy.TimeSeries;
import io.ocelli.dataset.split.SplitStrategy.Within;
import io.ocelli.error.UsageException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SplitStrategyTest {
  private static final List<Split> PARTS = List.of(Split.values());
  private static final SplitRatios FOUR = new SplitRatios(0.15, 0.15, 0.1);

  /** Items of unequal classes and groups; times with repeats. */
  private static List<SplitItem> items(int n, int classes, int groups, long seed) {
    Random random = new Random(seed);
    List<SplitItem> items = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      int label = (int) (classes * Math.pow(random.nextDouble(), 1.5));
      int group = (int) (groups * Math.pow(random.nextDouble(), 2));
      items.add(
          new SplitItem(
              "c%d/%05d.jpg".formatted(label, i),
              "c" + label,
              i < groups ? "g" + i : "g" + group,
              random.nextInt(n)));
    }
    return items;
  }

  private static Map<String, String> places(List<SplitItem> items, Assignment assignment) {
    Map<String, String> places = new HashMap<>();
    List<Integer> folds = assignment.folds().isEmpty() ? List.of(0) : assignment.folds();
    for (int i = 0; i < items.size(); i++) {
      StringBuilder place = new StringBuilder();
      for (int fold : folds) {
        place.append(assignment.at(fold, i).map(Split::folder).orElse("-")).append(' ');
      }
      places.put(items.get(i).path(), place.toString());
    }
    return places;
  }

  private static List<SplitStrategy> all() {
    return List.of(
        new HoldOut(By.NONE, FOUR),
        new HoldOut(By.CLASS, FOUR),
        new HoldOut(By.GROUP, FOUR),
        new HoldOut(By.TIME, FOUR),
        new KFold(4, By.NONE),
        new KFold(4, By.CLASS),
        new KFold(4, By.GROUP),
        new LeaveOneOut(false),
        new LeaveOneOut(true),
        new TimeSeries(3, 2),
        new Repeated(3, new HoldOut(By.CLASS, FOUR)),
        new Within(new HoldOut(By.GROUP, new SplitRatios(0, 0.2, 0.1)), new KFold(3, By.GROUP)),
        new Within(new HoldOut(By.TIME, new SplitRatios(0, 0.2)), new TimeSeries(3, 0)));
  }

  @Property(tries = 15)
  void theOrderOfTheItemsDoesNotMatterAndASeedMeansOneSplit(@ForAll long seed) {
    List<SplitItem> items = items(90, 3, 12, seed);
    List<SplitItem> shuffled = new ArrayList<>(items);
    Collections.shuffle(shuffled, new Random(seed));
    for (SplitStrategy strategy : all()) {
      assertThat(places(shuffled, strategy.split(shuffled, seed)))
          .as("%s", strategy)
          .isEqualTo(places(items, strategy.split(items, seed)));
    }
  }

  @Test
  void seedsDiffer() {
    List<SplitItem> items = items(120, 3, 20, 1);
    for (SplitStrategy strategy : all()) {
      boolean drawn =
          !(strategy instanceof LeaveOneOut)
              && !(strategy instanceof TimeSeries)
              && !(strategy instanceof Within within && within.folds() instanceof TimeSeries);
      assertThat(strategy.split(items, 1).equals(strategy.split(items, 2)))
          .as("%s", strategy)
          .isNotEqualTo(drawn);
    }
  }

  @Property(tries = 40)
  void classesAreWithinOneOfTheirShares(
      @ForAll long seed, @ForAll @IntRange(min = 60, max = 300) int n) {
    List<SplitItem> items = items(n, 4, 5, seed);
    Assignment split = new HoldOut(By.CLASS, FOUR).split(items, seed);
    Assignment folds = new KFold(5, By.CLASS).split(items, seed);
    Map<String, int[]> counts = new HashMap<>();
    for (int i = 0; i < n; i++) {
      int[] of = counts.computeIfAbsent(items.get(i).label(), label -> new int[10]);
      of[PARTS.indexOf(split.at(0, i).orElseThrow())]++;
      of[4]++;
      for (int fold = 1; fold <= 5; fold++) {
        of[4 + fold] += split(folds, fold, i) == Split.VAL ? 1 : 0;
      }
    }
    counts.forEach(
        (label, of) -> {
          for (Split part : Split.values()) {
            double share = of[4] * FOUR.of(part);
            // A class of less than seven gives each split one, and train makes up for it.
            double within = part == Split.TRAIN && of[4] < 7 ? 3 : 1;
            assertThat(Math.abs(of[PARTS.indexOf(part)] - share))
                .as(label + part)
                .isLessThan(within);
          }
          for (int fold = 1; fold <= 5; fold++) {
            assertThat(Math.abs(of[4 + fold] - of[4] / 5.0)).as(label + fold).isLessThan(1);
          }
        });
  }

  private static Split split(Assignment assignment, int fold, int item) {
    return assignment.at(fold, item).orElseThrow();
  }

  @Property(tries = 25)
  void foldsArePartitionsAndGroupsAreNeverCut(
      @ForAll long seed, @ForAll @IntRange(min = 12, max = 40) int groups) {
    List<SplitItem> items = items(150, 3, groups, seed);
    for (SplitStrategy strategy : all()) {
      Assignment made = strategy.split(items, seed);
      boolean turns = made instanceof Assignment.Turns;
      boolean grouped =
          strategy.toString().contains("by=group") || strategy.toString().contains("groups=true");
      Map<String, String> ofGroup = new HashMap<>();
      Map<String, String> places = places(items, made);
      for (int i = 0; i < items.size(); i++) {
        int item = i;
        long held =
            made.folds().stream()
                .filter(f -> made.at(f, item).equals(java.util.Optional.of(Split.VAL)))
                .count();
        boolean aside =
            strategy instanceof Within
                && made.at(made.folds().get(0), i)
                    .filter(split -> split == Split.TEST || split == Split.TRAIN_DEV)
                    .isPresent();
        if (turns) {
          assertThat(held).as("%s", strategy).isEqualTo(aside ? 0 : 1);
        }
        if (grouped) {
          String place = places.get(items.get(i).path());
          assertThat(ofGroup.computeIfAbsent(items.get(i).group(), g -> place))
              .as("%s", strategy)
              .isEqualTo(place);
        }
      }
      for (int fold : made.folds()) {
        assertThat(made.count(fold, Split.TRAIN)).as("%s", strategy).isPositive();
        assertThat(made.count(fold, Split.VAL)).as("%s", strategy).isPositive();
      }
    }
    assertThat(new LeaveOneOut(false).split(items, seed).folds()).hasSize(150);
    assertThat(new LeaveOneOut(true).split(items, seed).folds()).hasSize(groups);
  }

  @Property(tries = 40)
  void nothingIsLearnedFromTheFuture(
      @ForAll long seed, @ForAll @IntRange(min = 30, max = 200) int n) {
    List<SplitItem> items = items(n, 2, 3, seed);
    Assignment series = new TimeSeries(4, 3).split(items, seed);
    assertThat(series.folds()).containsExactly(1, 2, 3, 4);
    int before = 0;
    for (int fold : series.folds()) {
      assertThat(latest(items, series, fold, Split.TRAIN))
          .isLessThan(earliest(items, series, fold, Split.VAL));
      assertThat(series.count(fold, Split.TRAIN)).isGreaterThan(before);
      before = series.count(fold, Split.TRAIN);
    }
    Assignment once = new HoldOut(By.TIME, FOUR).split(items, seed);
    assertThat(latest(items, once, 0, Split.TRAIN)).isLessThan(earliest(items, once, 0, Split.VAL));
    assertThat(latest(items, once, 0, Split.TRAIN_DEV))
        .isLessThan(earliest(items, once, 0, Split.VAL));
    assertThat(latest(items, once, 0, Split.VAL)).isLessThan(earliest(items, once, 0, Split.TEST));
  }

  private static long latest(List<SplitItem> items, Assignment of, int fold, Split split) {
    return times(items, of, fold, split).last();
  }

  private static long earliest(List<SplitItem> items, Assignment of, int fold, Split split) {
    return times(items, of, fold, split).first();
  }

  private static NavigableSet<Long> times(
      List<SplitItem> items, Assignment of, int fold, Split split) {
    TreeSet<Long> times = new TreeSet<>();
    for (int i = 0; i < items.size(); i++) {
      if (of.at(fold, i).filter(split::equals).isPresent()) {
        times.add(items.get(i).time());
      }
    }
    return times;
  }

  /** {@code TimeSeriesSplit(n_splits, gap=gap).split(range(n))} of scikit-learn 1.9. */
  @Test
  void timeSeriesAsScikitLearn() {
    assertThat(series(12, 3, 0)).containsExactly("0-2|3-5", "0-5|6-8", "0-8|9-11");
    assertThat(series(11, 4, 1)).containsExactly("0-1|3-4", "0-3|5-6", "0-5|7-8", "0-7|9-10");
    assertThat(series(23, 5, 2))
        .containsExactly("0-5|8-10", "0-8|11-13", "0-11|14-16", "0-14|17-19", "0-17|20-22");
  }

  private static List<String> series(int n, int folds, int gap) {
    List<SplitItem> items =
        IntStream.range(0, n).mapToObj(i -> new SplitItem("p" + i, "").withTime(i)).toList();
    Assignment made = new TimeSeries(folds, gap).split(items, 0);
    return made.folds().stream()
        .map(
            fold -> {
              NavigableSet<Long> train = times(items, made, fold, Split.TRAIN);
              NavigableSet<Long> val = times(items, made, fold, Split.VAL);
              assertThat(train).hasSize((int) (train.last() - train.first() + 1));
              assertThat(val).hasSize((int) (val.last() - val.first() + 1));
              return train.first() + "-" + train.last() + "|" + val.first() + "-" + val.last();
            })
        .toList();
  }

  @Test
  void equalTimesStayTogether() {
    List<SplitItem> days =
        IntStream.range(0, 20).mapToObj(i -> new SplitItem("p" + i, "").withTime(i / 7)).toList();
    Assignment split = new HoldOut(By.TIME, new SplitRatios(0.3, 0.3)).split(days, 0);
    assertThat(List.of(split.count(0, Split.TRAIN), split.count(0, Split.VAL)))
        .containsExactly(7, 7);
    assertThatThrownBy(() -> new TimeSeries(5, 0).split(days, 0))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("3 different times");
  }

  /** {@code KFold(n_splits)}: the first n mod k folds have one more. */
  @Test
  void foldSizesAsScikitLearn() {
    List<SplitItem> items = items(23, 3, 3, 5);
    Assignment folds = new KFold(5, By.NONE).split(items, 3);
    assertThat(folds.folds().stream().map(fold -> folds.count(fold, Split.VAL)))
        .containsExactly(5, 5, 5, 4, 4);
  }

  @Test
  void fewGroupsStillFillEverySplit() {
    List<SplitItem> items = items(100, 2, 3, 7);
    Assignment split = new HoldOut(By.GROUP, SplitRatios.DEFAULT).split(items, 1);
    for (Split asked : List.of(Split.TRAIN, Split.VAL, Split.TEST)) {
      assertThat(split.count(0, asked)).isPositive();
    }
    List<SplitItem> two = items(100, 2, 2, 7);
    assertThatThrownBy(() -> new HoldOut(By.GROUP, SplitRatios.DEFAULT).split(two, 1))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("2 groups for train, val, test");
  }

  @Test
  void wrongUseIsNamed() {
    List<SplitItem> items = items(20, 2, 3, 7);
    assertThatThrownBy(() -> new KFold(21, By.NONE).split(items, 0))
        .hasMessageContaining("21 folds, 20 pictures");
    assertThatThrownBy(() -> new KFold(19, By.CLASS).split(items, 0))
        .hasMessageContaining("pictures of any class");
    assertThatThrownBy(() -> new KFold(4, By.GROUP).split(items, 0))
        .hasMessageContaining("4 folds, 3 groups");
    assertThatThrownBy(() -> new KFold(1, By.NONE)).hasMessageContaining("--folds");
    assertThatThrownBy(() -> new TimeSeries(3, 10).split(items, 0)).hasMessageContaining("--gap");
    assertThatThrownBy(
            () -> new HoldOut(By.CLASS, SplitRatios.DEFAULT).split(List.of(items.get(0)), 0))
        .hasMessageContaining("a split without pictures: val");
    assertThatThrownBy(
            () -> new HoldOut(By.NONE, FOUR).split(List.of(items.get(0), items.get(0)), 0))
        .hasMessageContaining("the same path");
    assertThatThrownBy(() -> new SplitRatios(0.5, 0.3, 0.2)).hasMessageContaining("train-dev 0.2");
    assertThat(Set.of(Split.values())).hasSize(4);
  }
}
