package io.ocelli.dataset.load;

import io.ocelli.error.NearNames;
import io.ocelli.error.UsageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * How often a shuffled epoch has the pictures of each class. An epoch has as many pictures as there
 * are, whatever the rule; where some come more often, others are left out of it.
 *
 * <p>A class that {@code f} of the pictures have is drawn {@code (largest f / f)^power} times as
 * often as the most frequent one; a picture of several classes as often as the class of them that
 * is drawn most. With power 1/2 this is the repeat-factor sampling of LVIS (Gupta, Dollár and
 * Girshick, arXiv:1908.03195, section 3) with the largest class as its threshold. Which pictures
 * come once more than others is drawn from seed and epoch.
 */
public enum Sampling {
  /** Every picture once. */
  NONE(0),
  /** Every class equally often. */
  OVERSAMPLE(1),
  /** Between the two: a class of four times as many pictures comes twice as often. */
  SQRT(0.5);

  private final double power;

  Sampling(double power) {
    this.power = power;
  }

  /**
   * The rule of a name.
   *
   * @throws UsageException if there is none
   */
  public static Sampling parse(String name, String origin) {
    List<String> names = Arrays.stream(values()).map(Sampling::toString).toList();
    return Arrays.stream(values())
        .filter(one -> one.toString().equalsIgnoreCase(name.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "no such sampling of classes", name, origin, NearNames.remedy(name, names)));
  }

  /**
   * The pictures of an epoch in their order.
   *
   * @param size number of pictures
   * @param classes the classes of a picture, each once
   * @param seed of the run
   * @param epoch from 0
   */
  public int[] order(int size, IntFunction<int[]> classes, long seed, int epoch) {
    SplittableRandom random =
        new SplittableRandom(seed * 0x9E3779B97F4A7C15L + epoch * 0xD1B54A32D192ED03L);
    int[] order = IntStream.range(0, size).toArray();
    if (this != NONE) {
      order = drawn(order, classes, random);
    }
    shuffle(order, random);
    return order;
  }

  /** Fisher and Yates, as in Knuth 3.4.2 P. */
  private static void shuffle(int[] order, SplittableRandom random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
  }

  /**
   * Systematic sampling: pictures lie in a row, each as long as its factor, and are taken at even
   * distances. Those of a class lie together, so a class comes as often as it shall, to less than
   * one; so does a picture.
   */
  private int[] drawn(int[] pictures, IntFunction<int[]> classes, SplittableRandom random) {
    List<int[]> of = new ArrayList<>();
    for (int picture : pictures) {
      of.add(classes.apply(picture));
    }
    int highest = of.stream().flatMapToInt(Arrays::stream).max().orElse(0);
    long[] counts = new long[highest + 1];
    of.forEach(some -> Arrays.stream(some).forEach(one -> counts[one]++));
    long largest = Arrays.stream(counts).max().orElse(0);
    double[] factors = new double[pictures.length];
    int[] deciding = new int[pictures.length];
    double sum = 0;
    for (int i = 0; i < factors.length; i++) {
      factors[i] = 1;
      deciding[i] = -1;
      for (int one : of.get(i)) {
        double factor = Math.pow((double) largest / counts[one], power);
        if (deciding[i] < 0 || factor > factors[i]) {
          factors[i] = factor;
          deciding[i] = one;
        }
      }
      sum += factors[i];
    }
    shuffle(pictures, random);
    List<Integer> row =
        Arrays.stream(pictures).boxed().sorted(Comparator.comparing(i -> deciding[i])).toList();
    int[] order = new int[pictures.length];
    double step = sum / Math.max(1, order.length);
    double next = random.nextDouble() * step;
    double end = 0;
    int taken = 0;
    for (int picture : row) {
      end += factors[picture];
      while (taken < order.length && next < end) {
        order[taken++] = picture;
        next += step;
      }
    }
    // Sums of fractions may end a hair before the last one.
    while (taken < order.length) {
      order[taken++] = row.get(row.size() - 1);
    }
    return order;
  }

  /** As it is written on a command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
