package io.ocelli.dataset;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Splits each class by itself, so that every split has the classes in the same proportion.
 *
 * <p>Within a class the samples are ordered by the SHA-256 of (seed, path). The first of them go to
 * val, the next to test, the rest to train. A seed therefore means the same split on every machine,
 * whatever the order in which its file system names the files.
 *
 * <p>The number for each split is by largest remainder (of equal remainders: train before val
 * before test). Then each split that was asked for gets at least one sample, taken from the largest
 * one, if the class has enough: 2 samples go to train and one other split, 3 to all three.
 */
public final class StratifiedSplit {
  private StratifiedSplit() {}

  /**
   * How many of {@code n} samples of a class go where: train, val, test.
   *
   * @param n number of samples, 0 or more
   */
  public static int[] sizes(int n, SplitRatios ratios) {
    double[] quotas = {n * (1 - ratios.val() - ratios.test()), n * ratios.val(), n * ratios.test()};
    int[] sizes = new int[3];
    int left = n;
    for (int i = 0; i < 3; i++) {
      sizes[i] = (int) Math.floor(quotas[i] + 1e-9);
      left -= sizes[i];
    }
    while (left > 0) {
      int best = 0;
      for (int i = 1; i < 3; i++) {
        if (quotas[i] - sizes[i] > quotas[best] - sizes[best] + 1e-9) {
          best = i;
        }
      }
      sizes[best]++;
      left--;
    }
    for (int i = 0; i < 3; i++) {
      if (sizes[i] == 0 && quotas[i] > 0) {
        int most = 0;
        for (int j = 1; j < 3; j++) {
          most = sizes[j] > sizes[most] ? j : most;
        }
        if (sizes[most] > 1) {
          sizes[most]--;
          sizes[i]++;
        }
      }
    }
    return sizes;
  }

  /**
   * Splits the samples of one or more classes. Within each split they stand in the order they were
   * given in.
   */
  public static Map<Split, List<Sample>> of(List<Sample> samples, SplitRatios ratios, long seed) {
    Map<Integer, List<Integer>> byClass = new TreeMap<>();
    for (int i = 0; i < samples.size(); i++) {
      byClass.computeIfAbsent(samples.get(i).label(), label -> new ArrayList<>()).add(i);
    }
    Split[] to = new Split[samples.size()];
    for (List<Integer> members : byClass.values()) {
      int[] sizes = sizes(members.size(), ratios);
      List<Integer> drawn = new ArrayList<>(members);
      Map<Integer, String> keys = new HashMap<>();
      members.forEach(i -> keys.put(i, key(samples.get(i).path(), seed)));
      Function<Integer, String> key = i -> keys.getOrDefault(i, "");
      drawn.sort(Comparator.comparing(key));
      for (int k = 0; k < drawn.size(); k++) {
        to[drawn.get(k)] =
            k < sizes[1] ? Split.VAL : k < sizes[1] + sizes[2] ? Split.TEST : Split.TRAIN;
      }
    }
    Map<Split, List<Sample>> splits = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      splits.put(split, new ArrayList<>());
    }
    for (int i = 0; i < to.length; i++) {
      splits.get(to[i]).add(samples.get(i));
    }
    return splits;
  }

  private static String key(String path, long seed) {
    MessageDigest digest = Digests.sha256();
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).array());
    return HexFormat.of().formatHex(digest.digest(path.getBytes(StandardCharsets.UTF_8)));
  }
}
