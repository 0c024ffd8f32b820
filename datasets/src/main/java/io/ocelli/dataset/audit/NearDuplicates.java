package io.ocelli.dataset.audit;

import io.ocelli.dataset.Sample;
import io.ocelli.dataset.Workers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;

/**
 * Pictures that show the same: copies that were compressed anew, resized, turned by a multiple of
 * 90 degrees or mirrored, cropped by a little, or made brighter or darker.
 *
 * <p>Candidates are pictures whose {@linkplain PerceptualHash perceptual hashes} differ in at most
 * {@value HashIndex#RADIUS} of 63 bits under one of the eight {@linkplain Symmetry symmetries}.
 * They are found without comparing all pictures with all. A candidate counts when the details of
 * the two thumbnails (32 by 32, gray, less the mean of their surroundings, at equal strength
 * everywhere) correlate at {@link #CONFIRMED} and more, and the thumbnails themselves at {@link
 * #COARSE}. The coarse shape alone says little: leaves on a plain ground are all alike in that.
 *
 * @param pairs the pairs that were confirmed, ordered by their first and then their second picture.
 *     Not always all pairs of a group: a picture is compared with its {@value #MOST} nearest only
 * @param groups the pictures that are joined by pairs, exact copies included, as rising indices;
 *     ordered by their first
 */
public record NearDuplicates(List<Pair> pairs, List<List<Integer>> groups) {
  /** Likeness from which on two pictures are near copies, by {@link Pair#likeness()}. */
  public static final double CONFIRMED = 0.8;

  /** Likeness of the gray levels themselves that two near copies have at least. */
  static final double COARSE = 0.7;

  /** Candidates that are looked at for a picture, the nearest by their hash. */
  static final int MOST = 256;

  /**
   * Two near copies.
   *
   * @param first index of a picture
   * @param second a larger one
   * @param symmetry what lays the first on the second
   * @param likeness correlation of their details, at most 1
   */
  public record Pair(int first, int second, Symmetry symmetry, double likeness) {}

  /** Copies the lists. */
  public NearDuplicates {
    pairs = List.copyOf(pairs);
    groups = List.copyOf(groups);
  }

  /**
   * Reads the pictures and finds the near copies among them. Pictures that cannot be read, and
   * those without anything to see in them, are in no group, unless they are the same byte for byte.
   *
   * @param threads that read and compare; the result does not depend on it
   * @param progress told how many pictures have been read, from any thread
   */
  public static NearDuplicates of(List<Sample> samples, int threads, IntConsumer progress) {
    List<Look> looks = Look.at(samples, Look.Depth.COPIES, null, threads, progress);
    return among(looks, threads);
  }

  /**
   * The groups alone: what must not be cut when a data set is split.
   *
   * @return indices into the samples, in groups of two and more
   */
  public static List<List<Integer>> groups(List<Sample> samples, int threads) {
    return of(samples, threads, done -> {}).groups();
  }

  static NearDuplicates among(List<Look> looks, int threads) {
    Groups groups = new Groups(looks.size());
    Map<String, Integer> firsts = new HashMap<>();
    List<Integer> distinct = new ArrayList<>();
    for (int i = 0; i < looks.size(); i++) {
      Look look = looks.get(i);
      if (look.facts().header() == null) {
        continue;
      }
      Integer first = firsts.putIfAbsent(look.facts().sha256(), i);
      if (first != null) {
        groups.join(first, i);
      } else if (look.print() != null && !look.print().plain()) {
        distinct.add(i);
      }
    }
    List<Thumbprint> prints =
        distinct.stream().map(i -> Objects.requireNonNull(looks.get(i).print())).toList();
    HashIndex index = new HashIndex(prints.stream().mapToLong(Thumbprint::hash).toArray());
    Object[] found = new Object[prints.size()];
    Workers.each(
        threads, "ocelli-near", found.length, i -> found[i] = partners(i, prints, index, distinct));
    List<Pair> pairs = new ArrayList<>();
    for (Object some : found) {
      for (Object one : (List<?>) some) {
        Pair pair = (Pair) one;
        pairs.add(pair);
        groups.join(pair.first(), pair.second());
      }
    }
    return new NearDuplicates(pairs, groups.several());
  }

  private record Candidate(int other, int distance, Symmetry symmetry) {}

  /** The confirmed partners that come after the picture. */
  private static List<Pair> partners(
      int i, List<Thumbprint> prints, HashIndex index, List<Integer> names) {
    List<Candidate> candidates = new ArrayList<>();
    for (Symmetry symmetry : Symmetry.values()) {
      index.near(
          PerceptualHash.turned(prints.get(i).hash(), symmetry),
          (other, distance) -> {
            if (other > i && prints.get(i).fits(prints.get(other), symmetry)) {
              candidates.add(new Candidate(other, distance, symmetry));
            }
          });
    }
    candidates.sort(
        Comparator.comparingInt(Candidate::distance)
            .thenComparingInt(Candidate::other)
            .thenComparing(Candidate::symmetry));
    Map<Symmetry, Thumbprint.Details> own = new EnumMap<>(Symmetry.class);
    Map<Integer, Pair> best = new HashMap<>();
    for (Candidate candidate : candidates.subList(0, Math.min(MOST, candidates.size()))) {
      Symmetry symmetry = candidate.symmetry();
      Thumbprint.Details turned =
          own.computeIfAbsent(symmetry, some -> prints.get(i).details(some));
      Thumbprint.Details other = prints.get(candidate.other()).details(Symmetry.IDENTITY);
      double likeness = turned.likeness(other);
      if (likeness >= CONFIRMED && turned.coarseLikeness(other) >= COARSE) {
        Pair pair = new Pair(names.get(i), names.get(candidate.other()), symmetry, likeness);
        best.merge(candidate.other(), pair, (a, b) -> b.likeness() > a.likeness() ? b : a);
      }
    }
    return best.values().stream().sorted(Comparator.comparingInt(Pair::second)).toList();
  }
}
