package io.ocelli.dataset.audit;

import io.ocelli.dataset.Digests;
import io.ocelli.dataset.Workers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a classifier says of pictures that it was not fitted on: the pictures are cut into {@value
 * #FOLDS} folds, and each is judged by a {@link SoftmaxRegression} of the other folds. Pictures of
 * a group of near copies are in the same fold, else a copy would give the answer away.
 *
 * @param probabilities of all classes for each picture
 * @param labels the given ones
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes of numbers, never compared
record OutOfFold(float[][] probabilities, int[] labels) {
  static final int FOLDS = 5;

  /** Fits and judges. */
  static OutOfFold of(
      float[][] rows, int[] labels, int classes, int[] folds, double ridge, int threads) {
    float[][] probabilities = new float[rows.length][];
    Workers.each(
        threads,
        "ocelli-folds",
        FOLDS,
        fold -> {
          List<float[]> known = new ArrayList<>();
          List<Integer> truth = new ArrayList<>();
          for (int i = 0; i < rows.length; i++) {
            if (folds[i] != fold) {
              known.add(rows[i]);
              truth.add(labels[i]);
            }
          }
          if (known.isEmpty() || known.size() == rows.length) {
            return;
          }
          SoftmaxRegression model =
              SoftmaxRegression.fit(
                  known.toArray(float[][]::new),
                  truth.stream().mapToInt(Integer::intValue).toArray(),
                  classes,
                  ridge);
          for (int i = 0; i < rows.length; i++) {
            if (folds[i] == fold) {
              probabilities[i] = model.probabilities(rows[i]);
            }
          }
        });
    return new OutOfFold(probabilities, labels);
  }

  /** Share of the pictures whose most probable class is the given one. */
  double accuracy() {
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += best(probabilities[i]) == labels[i] ? 1 : 0;
    }
    return right / (double) labels.length;
  }

  /** The most probable class; of equal ones the first. */
  static int best(float[] probabilities) {
    int best = 0;
    for (int c = 1; c < probabilities.length; c++) {
      best = probabilities[c] > probabilities[best] ? c : best;
    }
    return best;
  }

  /**
   * The fold of each picture. Groups are taken from the largest to the smallest, those of one size
   * in the order of the SHA-256 of (seed, path of their first picture); each goes to the fold that
   * has the fewest pictures of its first picture's class so far, of equal ones to the smallest,
   * then the first.
   *
   * @param groups a number for each picture, equal within a group
   */
  static int[] folds(int[] groups, int[] labels, List<String> paths, int classes, long seed) {
    Map<Integer, List<Integer>> members = new TreeMap<>();
    for (int i = 0; i < groups.length; i++) {
      members.computeIfAbsent(groups[i], group -> new ArrayList<>()).add(i);
    }
    record Group(List<Integer> members, String key) {}
    List<Group> order = new ArrayList<>();
    members
        .values()
        .forEach(group -> order.add(new Group(group, key(paths.get(group.get(0)), seed))));
    order.sort(
        Comparator.comparingInt((Group group) -> -group.members().size())
            .thenComparing(Group::key));
    int[][] counts = new int[FOLDS][classes];
    int[] sizes = new int[FOLDS];
    int[] folds = new int[groups.length];
    for (Group group : order) {
      int label = labels[group.members().get(0)];
      int best = 0;
      for (int fold = 1; fold < FOLDS; fold++) {
        int fewer = Integer.compare(counts[fold][label], counts[best][label]);
        if (fewer < 0 || (fewer == 0 && sizes[fold] < sizes[best])) {
          best = fold;
        }
      }
      for (int i : group.members()) {
        folds[i] = best;
        counts[best][labels[i]]++;
        sizes[best]++;
      }
    }
    return folds;
  }

  private static String key(String path, long seed) {
    var digest = Digests.sha256();
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).array());
    return HexFormat.of().formatHex(digest.digest(path.getBytes(StandardCharsets.UTF_8)));
  }
}
