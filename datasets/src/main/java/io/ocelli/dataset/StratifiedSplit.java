package io.ocelli.dataset;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Splits each class by itself, so that every split has the classes in the same proportion.
 *
 * <p>Within a class the samples are ordered by the SHA-256 of (seed, path). The first of them go to
 * val, the next to test, then to train-dev, the rest to train. A seed therefore means the same
 * split on every machine, whatever the order in which its file system names the files.
 *
 * <p>The number for each split is by largest remainder (of equal remainders: train before val
 * before test before train-dev). Then each split that was asked for gets at least one sample, taken
 * from the largest one, if the class has enough: 2 samples go to train and one other split, 3 to
 * three.
 */
public final class StratifiedSplit {
  /** The order in which equal remainders are served. */
  private static final List<Split> ORDER =
      List.of(Split.TRAIN, Split.VAL, Split.TEST, Split.TRAIN_DEV);

  private StratifiedSplit() {}

  /**
   * How many of {@code n} samples of a class go to each split.
   *
   * @param n number of samples, 0 or more
   */
  public static Map<Split, Integer> sizes(int n, SplitRatios ratios) {
    double[] quotas = ORDER.stream().mapToDouble(split -> n * ratios.of(split)).toArray();
    int[] sizes = new int[quotas.length];
    int left = n;
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = (int) Math.floor(quotas[i] + 1e-9);
      left -= sizes[i];
    }
    while (left > 0) {
      int best = 0;
      for (int i = 1; i < sizes.length; i++) {
        if (quotas[i] - sizes[i] > quotas[best] - sizes[best] + 1e-9) {
          best = i;
        }
      }
      sizes[best]++;
      left--;
    }
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] == 0 && quotas[i] > 0) {
        int most = 0;
        for (int j = 1; j < sizes.length; j++) {
          most = sizes[j] > sizes[most] ? j : most;
        }
        if (sizes[most] > 1) {
          sizes[most]--;
          sizes[i]++;
        }
      }
    }
    Map<Split, Integer> bySplit = new EnumMap<>(Split.class);
    for (int i = 0; i < sizes.length; i++) {
      bySplit.put(ORDER.get(i), sizes[i]);
    }
    return bySplit;
  }

  /**
   * The split of each sample.
   *
   * @param paths of the samples, each its own
   * @param classes of the samples, as many; equal values are one class
   */
  public static List<Split> of(
      List<String> paths, List<? extends Comparable<?>> classes, SplitRatios ratios, long seed) {
    Map<Comparable<?>, List<Integer>> byClass = new TreeMap<>();
    for (int i : drawn(paths, seed)) {
      byClass.computeIfAbsent(classes.get(i), label -> new ArrayList<>()).add(i);
    }
    Split[] to = new Split[paths.size()];
    for (List<Integer> members : byClass.values()) {
      Map<Split, Integer> sizes = sizes(members.size(), ratios);
      int next = 0;
      for (Split split : List.of(Split.VAL, Split.TEST, Split.TRAIN_DEV, Split.TRAIN)) {
        for (int k = 0; k < sizes.getOrDefault(split, 0); k++) {
          to[members.get(next++)] = split;
        }
      }
    }
    return List.of(to);
  }

  /**
   * Splits the samples of one or more classes. Within each split they stand in the order they were
   * given in.
   */
  public static Map<Split, List<Sample>> of(List<Sample> samples, SplitRatios ratios, long seed) {
    List<Split> to =
        of(
            samples.stream().map(Sample::path).toList(),
            samples.stream().map(Sample::label).toList(),
            ratios,
            seed);
    Map<Split, List<Sample>> splits = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      splits.put(split, new ArrayList<>());
    }
    for (int i = 0; i < samples.size(); i++) {
      splits.get(to.get(i)).add(samples.get(i));
    }
    return splits;
  }

  /**
   * The order in which a seed draws names: by the SHA-256 of (seed, name), so that it does not
   * depend on the order they are given in.
   *
   * @return a permutation of 0 to the number of names - 1
   */
  public static List<Integer> drawn(List<String> names, long seed) {
    List<String> keys = names.stream().map(name -> key(name, seed)).toList();
    return IntStream.range(0, names.size())
        .boxed()
        .sorted(Comparator.comparing(keys::get))
        .toList();
  }

  private static String key(String path, long seed) {
    MessageDigest digest = Digests.sha256();
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).array());
    return HexFormat.of().formatHex(digest.digest(path.getBytes(StandardCharsets.UTF_8)));
  }
}
