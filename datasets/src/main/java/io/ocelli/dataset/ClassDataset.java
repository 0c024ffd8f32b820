package io.ocelli.dataset;

import io.ocelli.error.UsageException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A data set of classes. The index of a class is its place in {@code classes}, which are sorted by
 * Unicode code point. The samples of a split stand in a fixed order: by class, then by path.
 *
 * @param name of the folder or archive
 * @param classes names, in Unicode normal form C
 * @param splits samples of each split; a split that is absent has none
 * @param presplit whether the folders say what belongs to which split
 * @param remarks what a user should know of how the folders were understood, a sentence each
 * @param others names of the files that are no pictures by their extension
 * @param unreadable files and folders that could not be looked at, with the reason
 */
public record ClassDataset(
    String name,
    List<String> classes,
    Map<Split, List<Sample>> splits,
    boolean presplit,
    List<String> remarks,
    List<String> others,
    List<String> unreadable) {

  /** Copies all lists; refuses labels without a class. */
  public ClassDataset {
    classes = List.copyOf(classes);
    Map<Split, List<Sample>> copy = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      List<Sample> samples = List.copyOf(splits.getOrDefault(split, List.of()));
      for (Sample sample : samples) {
        if (sample.label() >= classes.size()) {
          throw new IllegalArgumentException(
              "label " + sample.label() + " of " + classes.size() + " classes: " + sample.path());
        }
      }
      copy.put(split, samples);
    }
    splits = Collections.unmodifiableMap(copy);
    remarks = List.copyOf(remarks);
    others = List.copyOf(others);
    unreadable = List.copyOf(unreadable);
  }

  /** A data set without remarks. */
  public ClassDataset(
      String name, List<String> classes, Map<Split, List<Sample>> splits, boolean presplit) {
    this(name, classes, splits, presplit, List.of(), List.of(), List.of());
  }

  /** The samples of a split, empty if there is none. */
  public List<Sample> samples(Split split) {
    return splits.getOrDefault(split, List.of());
  }

  /**
   * The samples of a split that the job cannot do without.
   *
   * @throws UsageException if the split has no pictures
   */
  public List<Sample> require(Split split) {
    List<Sample> samples = samples(split);
    if (samples.isEmpty()) {
      List<String> present = new ArrayList<>();
      splits.forEach(
          (key, some) -> {
            if (!some.isEmpty()) {
              present.add(key.folder());
            }
          });
      throw new UsageException(
          "the data set has no pictures in the split",
          split.folder(),
          name,
          present.isEmpty() ? "add pictures" : "use one of: " + String.join(", ", present));
    }
    return samples;
  }

  /** All samples: train, then val, then test. */
  public List<Sample> all() {
    List<Sample> all = new ArrayList<>();
    splits.values().forEach(all::addAll);
    return List.copyOf(all);
  }

  /** Number of samples of each class in a split. */
  public int[] counts(Split split) {
    int[] counts = new int[classes.size()];
    samples(split).forEach(sample -> counts[sample.label()]++);
    return counts;
  }

  /**
   * SHA-256 in hex over split, class, path and size of every sample: equal for the same pictures in
   * the same splits, be they in a folder or an archive of it. The pictures' bytes do not go in.
   */
  public String hash() {
    MessageDigest digest = Digests.sha256();
    splits.forEach(
        (split, samples) -> {
          for (Sample sample : samples) {
            String line =
                String.join(
                    "\0",
                    split.folder(),
                    classes.get(sample.label()),
                    sample.path(),
                    Long.toString(sample.source().size()));
            digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
          }
        });
    return HexFormat.of().formatHex(digest.digest());
  }
}
