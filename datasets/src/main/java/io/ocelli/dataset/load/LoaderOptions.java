package io.ocelli.dataset.load;

import io.ocelli.augment.Augmentation;

/**
 * How batches are made.
 *
 * @param batchSize pictures in a batch, at least 1
 * @param augmentation random changes to each picture at the model's size; drawn from the seed, the
 *     epoch and the index of the sample
 * @param threads that read, decode and change pictures, at least 1
 * @param seed of order and augmentation
 * @param dropLast whether a last batch that is not full is left out
 * @param cacheBytes how much memory decoded pictures (8-bit, at the model's size) may take, so that
 *     later epochs need not decode them; 0 for none
 * @param prefetch full batches that may wait for the consumer, at least 1
 */
public record LoaderOptions(
    int batchSize,
    Augmentation augmentation,
    int threads,
    long seed,
    boolean dropLast,
    long cacheBytes,
    int prefetch) {
  /** Memory for decoded pictures when they are cached: 512 MiB. */
  public static final long CACHE_BYTES = 512L << 20;

  /** Batches of 32 in two threads, nothing changed at random, nothing cached. */
  public static final LoaderOptions DEFAULT =
      new LoaderOptions(32, Augmentation.NONE, 2, 0, false, 0, 2);

  /** Checks the ranges. */
  public LoaderOptions {
    require("batchSize", batchSize, 1);
    require("threads", threads, 1);
    require("prefetch", prefetch, 1);
    require("cacheBytes", cacheBytes, 0);
  }

  private static void require(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be " + least + " or more, it is " + value);
    }
  }

  /** With another batch size. */
  public LoaderOptions withBatchSize(int pictures) {
    return new LoaderOptions(pictures, augmentation, threads, seed, dropLast, cacheBytes, prefetch);
  }

  /** With other random changes. */
  public LoaderOptions withAugmentation(Augmentation changes) {
    return new LoaderOptions(batchSize, changes, threads, seed, dropLast, cacheBytes, prefetch);
  }

  /** With another number of threads. */
  public LoaderOptions withThreads(int workers) {
    return new LoaderOptions(
        batchSize, augmentation, workers, seed, dropLast, cacheBytes, prefetch);
  }

  /** With another seed. */
  public LoaderOptions withSeed(long newSeed) {
    return new LoaderOptions(
        batchSize, augmentation, threads, newSeed, dropLast, cacheBytes, prefetch);
  }

  /** With or without a last batch that is not full. */
  public LoaderOptions withDropLast(boolean drop) {
    return new LoaderOptions(batchSize, augmentation, threads, seed, drop, cacheBytes, prefetch);
  }

  /** With another bound for the cache. */
  public LoaderOptions withCacheBytes(long bytes) {
    return new LoaderOptions(batchSize, augmentation, threads, seed, dropLast, bytes, prefetch);
  }

  /** With another number of batches made ahead. */
  public LoaderOptions withPrefetch(int batches) {
    return new LoaderOptions(batchSize, augmentation, threads, seed, dropLast, cacheBytes, batches);
  }
}
