package io.ocelli.dataset.audit;

import io.ocelli.dataset.Sample;
import io.ocelli.dataset.Workers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Pictures that show the same: copies that were compressed anew, resized, turned by a multiple of
 * 90 degrees or mirrored, cropped or rotated by a little, or made brighter or darker.
 *
 * <p>Candidates are pictures whose {@linkplain PerceptualHash perceptual hashes} differ in at most
 * {@value HashIndex#RADIUS} of 63 bits under one of the eight {@linkplain Symmetry symmetries}; one
 * of the two may be cropped by up to 8 % and rotated by up to 3 degrees before. They are found
 * without comparing all pictures with all. A candidate counts when the details of the two
 * thumbnails (32 by 32, gray, less the mean of their surroundings, at equal strength everywhere)
 * correlate at {@link #CONFIRMED} and more, and the thumbnails themselves at {@link #COARSE}; or,
 * after one was laid on the other by an {@linkplain Alignment affine map}, at {@link #ALIGNED}. The
 * coarse shape alone says little: leaves on a plain ground are all alike in that. Where a network's
 * features are there and agree, {@link #CONFIRMED} is enough for that too.
 *
 * @param pairs the pairs that were confirmed, ordered by their first and then their second picture.
 *     Not always all pairs of a group: a picture is compared with its {@value #MOST} nearest only
 * @param groups the pictures that are joined by pairs, exact copies included, as rising indices;
 *     ordered by their first
 */
public record NearDuplicates(List<Pair> pairs, List<List<Integer>> groups) {
  /** Likeness from which on two pictures are near copies, by {@link Pair#likeness()}. */
  public static final double CONFIRMED = 0.8;

  /** The same once one was laid on the other: the freedom to do so makes others more alike too. */
  static final double ALIGNED = 0.88;

  /**
   * Cosine of a network's features from which on {@link #CONFIRMED} is enough after alignment.
   * Features change with a turn, so only unturned pairs are asked.
   */
  static final double FEATURES = 0.9;

  /** Likeness of the gray levels themselves that two near copies have at least. */
  static final double COARSE = 0.7;

  /** Likeness before they are aligned below which it is not worth the time to do so. */
  static final double PROMISING = 0.1;

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
    return among(looks, threads, false);
  }

  /**
   * The groups alone: what must not be cut when a data set is split.
   *
   * @return indices into the samples, in groups of two and more
   */
  public static List<List<Integer>> groups(List<Sample> samples, int threads) {
    return of(samples, threads, done -> {}).groups();
  }

  /**
   * Finds them.
   *
   * @param network whether the features are those of a network, which then confirm doubtful pairs
   */
  static NearDuplicates among(List<Look> looks, int threads, boolean network) {
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
    List<List<Candidate>> candidates = candidates(prints, threads);
    Object[] found = new Object[prints.size()];
    Workers.each(
        threads,
        "ocelli-near",
        found.length,
        i ->
            found[i] =
                partners(i, candidates.get(i), prints, distinct, network ? looks : List.of()));
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

  /** A picture that comes later, and what lays the earlier one on it. */
  private record Candidate(int other, int distance, Symmetry symmetry) {
    static final Comparator<Candidate> ORDER =
        Comparator.comparingInt(Candidate::distance)
            .thenComparingInt(Candidate::other)
            .thenComparing(Candidate::symmetry);
  }

  /** Of each picture the nearest that come after it. */
  private static List<List<Candidate>> candidates(List<Thumbprint> prints, int threads) {
    HashIndex index = new HashIndex(prints.stream().mapToLong(Thumbprint::hash).toArray());
    Object[] near = new Object[prints.size()];
    Workers.each(threads, "ocelli-near", near.length, i -> near[i] = near(i, prints, index));
    List<Set<Candidate>> sets = new ArrayList<>();
    prints.forEach(print -> sets.add(new LinkedHashSet<>()));
    // Of two pictures either may be the cropped one, so they may find each other both ways.
    for (int i = 0; i < near.length; i++) {
      for (Object one : (List<?>) near[i]) {
        Candidate candidate = (Candidate) one;
        int other = candidate.other();
        int first = Math.min(i, other);
        Symmetry symmetry = first == i ? candidate.symmetry() : candidate.symmetry().inverse();
        sets.get(first).add(new Candidate(Math.max(i, other), candidate.distance(), symmetry));
      }
    }
    return sets.stream()
        .map(set -> set.stream().sorted(Candidate.ORDER).limit(MOST).toList())
        .toList();
  }

  private record Place(int other, Symmetry symmetry) {}

  private static List<Candidate> near(int i, List<Thumbprint> prints, HashIndex index) {
    Map<Place, Candidate> nearest = new HashMap<>();
    for (long version : prints.get(i).versions()) {
      for (Symmetry symmetry : Symmetry.values()) {
        index.near(
            PerceptualHash.turned(version, symmetry),
            (other, distance) -> {
              if (other != i && prints.get(i).fits(prints.get(other), symmetry)) {
                nearest.merge(
                    new Place(other, symmetry),
                    new Candidate(other, distance, symmetry),
                    (a, b) -> b.distance() < a.distance() ? b : a);
              }
            });
      }
    }
    return nearest.values().stream().sorted(Candidate.ORDER).limit(MOST).toList();
  }

  /** The confirmed partners that come after the picture. */
  private static List<Pair> partners(
      int i,
      List<Candidate> candidates,
      List<Thumbprint> prints,
      List<Integer> names,
      List<Look> looks) {
    Map<Symmetry, Thumbprint.Details> own = new EnumMap<>(Symmetry.class);
    Map<Integer, Pair> best = new HashMap<>();
    for (Candidate candidate : candidates) {
      Symmetry symmetry = candidate.symmetry();
      Thumbprint.Details turned =
          own.computeIfAbsent(symmetry, some -> prints.get(i).details(some));
      Thumbprint.Details other = prints.get(candidate.other()).details(Symmetry.IDENTITY);
      double needed = ALIGNED;
      if (!looks.isEmpty() && symmetry == Symmetry.IDENTITY) {
        Look look = looks.get(names.get(i));
        needed =
            look.alike(looks.get(names.get(candidate.other()))) >= FEATURES ? CONFIRMED : ALIGNED;
      }
      double likeness = likeness(turned, other, needed);
      if (likeness >= CONFIRMED) {
        Pair pair = new Pair(names.get(i), names.get(candidate.other()), symmetry, likeness);
        best.merge(candidate.other(), pair, (a, b) -> b.likeness() > a.likeness() ? b : a);
      }
    }
    return best.values().stream().sorted(Comparator.comparingInt(Pair::second)).toList();
  }

  private static double likeness(
      Thumbprint.Details turned, Thumbprint.Details other, double needed) {
    double asItIs = turned.likeness(other);
    if (asItIs < PROMISING) {
      return -1;
    }
    if (asItIs >= CONFIRMED && turned.coarseLikeness(other) >= COARSE) {
      return asItIs;
    }
    double aligned = turned.alignedLikeness(other, COARSE);
    return aligned >= needed ? aligned : -1;
  }
}
