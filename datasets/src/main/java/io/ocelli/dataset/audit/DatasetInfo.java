package io.ocelli.dataset.audit;

import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.Sample;
import io.ocelli.dataset.Split;
import io.ocelli.image.ImageHeader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a data set holds. Every picture is decoded, so that broken ones are known.
 *
 * @param name of the data set
 * @param presplit whether its folders say what belongs to which split; if not, all pictures are
 *     under {@link Split#TEST} and the split means nothing
 * @param classes pictures of each class, in the order of the class index
 * @param readable pictures that can be read
 * @param bytes size of all pictures on disk
 * @param sizes of the upright pictures that can be read; null if there are none
 * @param formats number of pictures of each format, by content
 * @param broken pictures that cannot be read, with the reason
 * @param duplicates groups of pictures with the same bytes
 * @param others number of files that are no pictures by their extension
 * @param remarks what a user should know, a sentence each
 */
public record DatasetInfo(
    String name,
    boolean presplit,
    List<ClassCount> classes,
    int readable,
    long bytes,
    @Nullable Sizes sizes,
    SortedMap<String, Integer> formats,
    List<Broken> broken,
    List<Duplicate> duplicates,
    int others,
    List<String> remarks) {

  /** From this ratio of the largest to the smallest class on, a remark is made. */
  public static final double IMBALANCE = 3;

  /**
   * Pictures of a class in each split, broken ones included.
   *
   * @param splits number of pictures of each split
   */
  public record ClassCount(String name, Map<Split, Integer> splits) {
    /** Pictures in all splits. */
    public int total() {
      return splits.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  /**
   * Widths and heights in pixels; the median is the lower one of an even number.
   *
   * @param distinct number of different sizes
   */
  public record Sizes(
      int minWidth,
      int medianWidth,
      int maxWidth,
      int minHeight,
      int medianHeight,
      int maxHeight,
      int distinct) {}

  /** A picture that cannot be read. */
  public record Broken(String source, String reason) {}

  /**
   * Pictures with the same bytes.
   *
   * @param sources their names
   * @param acrossSplits whether they are in more than one split: what is measured there is too good
   * @param acrossClasses whether they are in more than one class: one of the labels is wrong
   */
  public record Duplicate(List<String> sources, boolean acrossSplits, boolean acrossClasses) {
    /** Copies the list. */
    public Duplicate {
      sources = List.copyOf(sources);
    }
  }

  /** Copies the lists. */
  public DatasetInfo {
    classes = List.copyOf(classes);
    broken = List.copyOf(broken);
    duplicates = List.copyOf(duplicates);
    remarks = List.copyOf(remarks);
  }

  /**
   * Looks at every picture.
   *
   * @param data as {@link io.ocelli.dataset.ClassFolder#readWhole} gives it
   * @param threads that read
   * @param progress told the number of pictures done so far, from any thread
   */
  public static DatasetInfo of(ClassDataset data, int threads, IntConsumer progress) {
    List<Sample> samples = data.all();
    List<PictureFacts> facts = PictureFacts.of(samples, threads, progress);
    List<Broken> broken = new ArrayList<>();
    SortedMap<String, Integer> formats = new TreeMap<>();
    Set<String> sizes = new HashSet<>();
    List<Integer> widths = new ArrayList<>();
    List<Integer> heights = new ArrayList<>();
    long bytes = 0;
    for (int i = 0; i < samples.size(); i++) {
      PictureFacts one = facts.get(i);
      bytes += one.bytes();
      ImageHeader header = one.header();
      if (header == null) {
        broken.add(new Broken(samples.get(i).source().name(), String.valueOf(one.trouble())));
      } else {
        formats.merge(header.format().name(), 1, Integer::sum);
        widths.add(header.uprightWidth());
        heights.add(header.uprightHeight());
        sizes.add(header.uprightWidth() + "x" + header.uprightHeight());
      }
    }
    List<ClassCount> classes = count(data);
    List<Duplicate> duplicates = Duplicates.among(data, facts);
    List<String> remarks = new ArrayList<>(data.remarks());
    remarkBalance(classes, remarks);
    Duplicates.remark(duplicates, remarks);
    if (!data.unreadable().isEmpty()) {
      remarks.add(
          "%d files or folders cannot be looked at, the first: %s"
              .formatted(data.unreadable().size(), data.unreadable().get(0)));
    }
    return new DatasetInfo(
        data.name(),
        data.presplit(),
        classes,
        widths.size(),
        bytes,
        sizes(widths, heights, sizes.size()),
        formats,
        broken,
        duplicates,
        data.others().size(),
        remarks);
  }

  private static List<ClassCount> count(ClassDataset data) {
    List<ClassCount> classes = new ArrayList<>();
    for (int label = 0; label < data.classes().size(); label++) {
      Map<Split, Integer> splits = new EnumMap<>(Split.class);
      for (Split split : Split.values()) {
        // Few data sets have a train-dev; the others are always told.
        if (split != Split.TRAIN_DEV || !data.samples(split).isEmpty()) {
          splits.put(split, data.counts(split)[label]);
        }
      }
      classes.add(new ClassCount(data.classes().get(label), splits));
    }
    return classes;
  }

  private static @Nullable Sizes sizes(List<Integer> widths, List<Integer> heights, int distinct) {
    if (widths.isEmpty()) {
      return null;
    }
    List<Integer> w = widths.stream().sorted().toList();
    List<Integer> h = heights.stream().sorted().toList();
    int last = w.size() - 1;
    return new Sizes(
        w.get(0), w.get(last / 2), w.get(last), h.get(0), h.get(last / 2), h.get(last), distinct);
  }

  private static void remarkBalance(List<ClassCount> classes, List<String> remarks) {
    ClassCount most = null;
    ClassCount least = null;
    for (ClassCount one : classes) {
      most = most == null || one.total() > most.total() ? one : most;
      least = least == null || one.total() < least.total() ? one : least;
    }
    if (most != null && least != null && least.total() > 0) {
      double ratio = most.total() / (double) least.total();
      if (ratio >= IMBALANCE) {
        remarks.add(
            String.format(
                Locale.ROOT,
                "the classes are unequal: '%s' has %d pictures, '%s' %d (%.1f times as many);"
                    + " look at macro F1 rather than accuracy, and add pictures of the small ones",
                most.name(),
                most.total(),
                least.name(),
                least.total(),
                ratio));
      }
    }
  }
}
