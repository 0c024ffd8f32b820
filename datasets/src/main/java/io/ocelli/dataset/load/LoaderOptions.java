package io.ocelli.dataset.load;

import io.ocelli.augment.Augmentation;
import java.util.function.Consumer;

/**
 * How batches are made.
 *
 * @param batchSize pictures in a batch, at least 1
 * @param augmentation random changes to each picture at the model's size; drawn from the seed, the
 *     epoch and the index of the picture
 * @param threads that read, decode and change pictures, at least 1
 * @param seed of order and augmentation
 * @param dropLast whether a last batch that is not full is left out
 * @param cache of decoded pictures, for later epochs
 * @param prefetch full batches that may wait for the consumer, at least 1
 * @param sampling how often a shuffled epoch has the pictures of a class
 * @param warning told once if the cache cannot be used
 */
public record LoaderOptions(
    int batchSize,
    Augmentation augmentation,
    int threads,
    long seed,
    boolean dropLast,
    Cache cache,
    int prefetch,
    Sampling sampling,
    Consumer<String> warning) {
  /** Batches of 32 in two threads, nothing changed at random, nothing cached. */
  public static final LoaderOptions DEFAULT =
      new LoaderOptions(
          32,
          Augmentation.NONE,
          2,
          0,
          false,
          Cache.NONE,
          2,
          Sampling.NONE,
          message ->
              System.getLogger(LoaderOptions.class.getName())
                  .log(System.Logger.Level.WARNING, message));

  /** Checks the ranges. */
  public LoaderOptions {
    require("batchSize", batchSize);
    require("threads", threads);
    require("prefetch", prefetch);
  }

  private static void require(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be 1 or more, it is " + value);
    }
  }

  /** With another batch size. */
  public LoaderOptions withBatchSize(int pictures) {
    return new LoaderOptions(
        pictures, augmentation, threads, seed, dropLast, cache, prefetch, sampling, warning);
  }

  /** With other random changes. */
  public LoaderOptions withAugmentation(Augmentation changes) {
    return new LoaderOptions(
        batchSize, changes, threads, seed, dropLast, cache, prefetch, sampling, warning);
  }

  /** With another number of threads. */
  public LoaderOptions withThreads(int workers) {
    return new LoaderOptions(
        batchSize, augmentation, workers, seed, dropLast, cache, prefetch, sampling, warning);
  }

  /** With another seed. */
  public LoaderOptions withSeed(long newSeed) {
    return new LoaderOptions(
        batchSize, augmentation, threads, newSeed, dropLast, cache, prefetch, sampling, warning);
  }

  /** With or without a last batch that is not full. */
  public LoaderOptions withDropLast(boolean drop) {
    return new LoaderOptions(
        batchSize, augmentation, threads, seed, drop, cache, prefetch, sampling, warning);
  }

  /** With another cache. */
  public LoaderOptions withCache(Cache other) {
    return new LoaderOptions(
        batchSize, augmentation, threads, seed, dropLast, other, prefetch, sampling, warning);
  }

  /** With another number of batches made ahead. */
  public LoaderOptions withPrefetch(int batches) {
    return new LoaderOptions(
        batchSize, augmentation, threads, seed, dropLast, cache, batches, sampling, warning);
  }

  /** With classes drawn in another way. */
  public LoaderOptions withSampling(Sampling other) {
    return new LoaderOptions(
        batchSize, augmentation, threads, seed, dropLast, cache, prefetch, other, warning);
  }

  /** With another place for the warning of the cache. */
  public LoaderOptions withWarning(Consumer<String> told) {
    return new LoaderOptions(
        batchSize, augmentation, threads, seed, dropLast, cache, prefetch, sampling, told);
  }
}
