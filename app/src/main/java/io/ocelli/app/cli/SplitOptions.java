package io.ocelli.app.cli;

import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.SplitRatios;
import io.ocelli.dataset.split.KeySource;
import io.ocelli.dataset.split.SplitStrategy;
import io.ocelli.dataset.split.SplitStrategy.By;
import io.ocelli.error.UsageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a data set is split. */
final class SplitOptions {
  @Option(
      names = "--val",
      paramLabel = "SHARE",
      description = "For validation, 0 to below 1 (default: 0.1; with folds each is val in turn).",
      order = 1)
  private @Nullable Double val;

  @Option(
      names = "--test",
      paramLabel = "SHARE",
      description = "For the test, 0 to below 1 (default: 0.1; with folds 0).",
      order = 2)
  private @Nullable Double test;

  @Option(
      names = "--train-dev",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "Of train's kind but not learned from, to tell overfitting from data that differ"
              + " (default: 0).",
      order = 3)
  private double trainDev;

  @Option(
      names = "--by",
      paramLabel = "class|group|near-copies|time|none",
      description =
          "class: each class in the same shares (default). group: never cut a group. near-copies:"
              + " the groups are pictures that show the same, as 'data check' finds them. time:"
              + " train on the oldest, test on the newest. none: draw any.",
      order = 4)
  private @Nullable Way way;

  /** What can be asked for. */
  enum Way {
    /** By class. */
    CLASS(By.CLASS),
    /** By groups that an option tells. */
    GROUP(By.GROUP),
    /** By groups of pictures that show the same. */
    NEAR_COPIES(By.GROUP),
    /** By time. */
    TIME(By.TIME),
    /** By nothing. */
    NONE(By.NONE);

    final By by;

    Way(By by) {
      this.by = by;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Whether pictures that show the same are to stay together. */
  boolean byNearCopies() {
    return way == Way.NEAR_COPIES;
  }

  @Option(
      names = "--folds",
      paramLabel = "K",
      description = "K folds, each val in turn; by time, folds that train on what was before.",
      order = 5)
  private @Nullable Integer folds;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      description = "N splits by shares, each drawn anew, as folds.",
      order = 6)
  private @Nullable Integer repeats;

  @Option(names = "--leave-one-out", description = "A fold for each picture.", order = 7)
  private boolean leaveOneOut;

  @Option(names = "--leave-one-group-out", description = "A fold for each group.", order = 8)
  private boolean leaveOneGroupOut;

  @Option(
      names = "--gap",
      paramLabel = "N",
      defaultValue = "0",
      description = "With folds by time: leave N pictures out between train and val (default: 0).",
      order = 9)
  private int gap;

  @Option(
      names = "--group-pattern",
      paramLabel = "REGEX",
      description =
          "The group is what the parentheses match in the path inside the data set, as"
              + " 'leaf_(\\d+)'. Pictures without a match are groups of their own.",
      order = 10)
  private @Nullable String groupPattern;

  @Option(
      names = "--group-column",
      paramLabel = "FILE.csv:COLUMN",
      description = "The group stands in a column of a table; another, 'path', names the picture.",
      order = 11)
  private @Nullable String groupColumn;

  @Option(
      names = "--group-folder",
      description = "The group is the folder that the picture is in.",
      order = 12)
  private boolean groupFolder;

  @Option(
      names = "--time-pattern",
      paramLabel = "REGEX",
      description =
          "The time is what the parentheses match in the path, as '(\\d{4}-\\d\\d-\\d\\d)'.",
      order = 13)
  private @Nullable String timePattern;

  @Option(
      names = "--time-column",
      paramLabel = "FILE.csv:COLUMN",
      description = "The time stands in a column of a table: numbers or dates such as 2024-06-13.",
      order = 14)
  private @Nullable String timeColumn;

  @Option(
      names = "--anew",
      description = "Split anew what is in train, val and test folders, as if it were not.",
      order = 15)
  private boolean anew;

  boolean anew() {
    return anew;
  }

  boolean makesFolds() {
    return folds != null || repeats != null || leaveOneOut || leaveOneGroupOut;
  }

  /** Whether anything was asked of how to split. */
  boolean anyGiven() {
    return val != null
        || test != null
        || trainDev != 0
        || way != null
        || makesFolds()
        || gap != 0
        || groupOption() != null
        || timePattern != null
        || timeColumn != null
        || anew;
  }

  /** Whether each class is split by shares and nothing else is asked for. */
  boolean usual() {
    return by() == By.CLASS && !makesFolds() && !anew;
  }

  By by() {
    List<String> asked = new ArrayList<>();
    if (groupOption() != null || leaveOneGroupOut) {
      asked.add("group");
    }
    if (timePattern != null || timeColumn != null) {
      asked.add("time");
    }
    boolean contradicts = way != null && !asked.isEmpty() && !asked.contains(way.by.toString());
    boolean twoGroups = byNearCopies() && groupOption() != null;
    if (asked.size() > 1 || contradicts || twoGroups) {
      throw new UsageException(
          "a split goes by one thing",
          String.join(" and ", asked) + (way == null ? "" : ", --by " + way),
          "--by, and the options for groups and times",
          "leave one of them out");
    }
    return way != null
        ? way.by
        : asked.isEmpty() ? By.CLASS : By.valueOf(asked.get(0).toUpperCase(Locale.ROOT));
  }

  /** The shares; those of splits that the folders hold already are 0. */
  SplitRatios ratios(@Nullable ClassDataset whole) {
    boolean rotate = makesFolds() && repeats == null;
    if (rotate && val != null) {
      throw new UsageException(
          "a share for val beside folds",
          val.toString(),
          "--val",
          "leave it out: each fold in turn is val");
    }
    return new SplitRatios(
        rotate ? 0 : share(whole, Split.VAL, val, 0.1),
        share(whole, Split.TEST, test, rotate ? 0 : 0.1),
        share(whole, Split.TRAIN_DEV, trainDev, 0));
  }

  private double share(
      @Nullable ClassDataset whole, Split split, @Nullable Double asked, double usual) {
    boolean there = whole != null && whole.presplit() && !anew && !whole.samples(split).isEmpty();
    // A test that the folders lack is not made up: what they say stays.
    boolean absent =
        whole != null && whole.presplit() && !anew && asked == null && split == Split.TEST;
    return there || absent ? 0 : asked == null ? usual : asked;
  }

  /**
   * The strategy.
   *
   * @param whole the data set as its folders have it
   */
  SplitStrategy strategy(ClassDataset whole) {
    By by = by();
    List<String> kinds = new ArrayList<>();
    if (folds != null) {
      kinds.add("--folds");
    }
    if (repeats != null) {
      kinds.add("--repeats");
    }
    if (leaveOneOut) {
      kinds.add("--leave-one-out");
    }
    if (leaveOneGroupOut) {
      kinds.add("--leave-one-group-out");
    }
    if (kinds.size() > 1) {
      throw new UsageException(
          "more than one way to make folds",
          String.join(", ", kinds),
          "the command line",
          "leave one of them out");
    }
    if (gap != 0 && (by != By.TIME || folds == null)) {
      throw new UsageException(
          "a gap without folds by time", String.valueOf(gap), "--gap", "give --by time --folds K");
    }
    SplitRatios ratios = ratios(whole);
    SplitStrategy.HoldOut holdOut = new SplitStrategy.HoldOut(by, ratios);
    SplitStrategy made;
    if (repeats != null) {
      if (by == By.TIME) {
        throw new UsageException(
            "there is one split by time only",
            repeats.toString(),
            "--repeats",
            "give --folds K for an expanding window");
      }
      return new SplitStrategy.Repeated(repeats, holdOut);
    } else if (folds != null) {
      made =
          by == By.TIME
              ? new SplitStrategy.TimeSeries(folds, gap)
              : new SplitStrategy.KFold(folds, by);
    } else if (leaveOneOut || leaveOneGroupOut) {
      made = new SplitStrategy.LeaveOneOut(leaveOneGroupOut);
    } else {
      return holdOut;
    }
    return ratios.asked().size() > 1 ? new SplitStrategy.Within(holdOut, made) : made;
  }

  /** Where the groups come from; null if there are none. */
  @Nullable KeySource groups() {
    String option = groupOption();
    if (option == null) {
      if (by() == By.GROUP && !byNearCopies()) {
        throw new UsageException(
            "nothing tells the groups",
            leaveOneGroupOut ? "--leave-one-group-out" : "--by group",
            "the command line",
            "give --group-pattern 'leaf_(\\d+)', --group-column FILE.csv:COLUMN, --group-folder or"
                + " --by near-copies");
      }
      return null;
    }
    return switch (option) {
      case "--group-pattern" -> KeySource.Regex.parse(Objects.requireNonNull(groupPattern), option);
      case "--group-column" -> KeySource.Column.parse(Objects.requireNonNull(groupColumn), option);
      default -> new KeySource.ParentFolder();
    };
  }

  /** The option that tells the groups. */
  @Nullable String groupOption() {
    List<String> given = new ArrayList<>();
    if (groupPattern != null) {
      given.add("--group-pattern");
    }
    if (groupColumn != null) {
      given.add("--group-column");
    }
    if (groupFolder) {
      given.add("--group-folder");
    }
    if (given.size() > 1) {
      throw new UsageException(
          "two sources of groups", String.join(", ", given), "the command line", "give one");
    }
    return given.isEmpty() ? null : given.get(0);
  }

  /** Where the times come from; null if they do not matter. */
  @Nullable KeySource times() {
    if (timePattern != null && timeColumn != null) {
      throw new UsageException(
          "two sources of times", "--time-pattern, --time-column", "the command line", "give one");
    }
    if (timePattern != null) {
      return KeySource.Regex.parse(timePattern, "--time-pattern");
    }
    if (timeColumn != null) {
      return KeySource.Column.parse(timeColumn, "--time-column");
    }
    if (by() == By.TIME) {
      throw new UsageException(
          "nothing tells the times",
          "--by time",
          "the command line",
          "give --time-pattern '(\\d{8})' or --time-column FILE.csv:COLUMN");
    }
    return null;
  }

  String timeOption() {
    return timePattern != null ? "--time-pattern" : "--time-column";
  }

  /** What to write beside the split of how it was made. */
  Map<String, Object> facts(SplitRatios ratios, long seed) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("by", byNearCopies() ? Way.NEAR_COPIES.toString() : by().toString());
    if (folds != null) {
      facts.put("folds", folds);
    }
    if (repeats != null) {
      facts.put("repeats", repeats);
    }
    if (leaveOneOut || leaveOneGroupOut) {
      facts.put("leave_out", leaveOneGroupOut ? "one group" : "one picture");
    }
    if (gap > 0) {
      facts.put("gap", gap);
    }
    for (Split split : List.of(Split.VAL, Split.TEST, Split.TRAIN_DEV)) {
      if (ratios.of(split) > 0) {
        facts.put(split.folder(), ratios.of(split));
      }
    }
    facts.put("seed", seed);
    KeySource groups = groups();
    if (groups != null) {
      facts.put("groups", groups.name());
    }
    KeySource times = times();
    if (times != null) {
      facts.put("times", times.name());
    }
    return facts;
  }
}
