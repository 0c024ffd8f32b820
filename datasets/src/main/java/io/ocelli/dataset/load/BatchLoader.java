package io.ocelli.dataset.load;

import io.ocelli.augment.Augmentation;
import io.ocelli.dataset.Sample;
import io.ocelli.image.Preprocess;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Streams batches of pictures, epoch after epoch, from worker threads over a bounded queue.
 *
 * <p>Order and content of the batches depend on the samples, the options and the epoch, never on
 * the number of threads. A picture that cannot be read is reported once ({@link #failures()}) and
 * left out: the following ones move up, so that all batches but the last are full.
 *
 * <p>Memory is flat: {@code prefetch + 2} batch buffers are made and used over and over. At most
 * {@code prefetch + 1} batches may be open at a time; a consumer closes each one before or soon
 * after it asks for the next.
 *
 * <pre>{@code
 * try (BatchLoader loader = new BatchLoader(samples, preprocess, options)) {
 *   for (int e = 0; e < epochs; e++) {
 *     try (Epoch epoch = loader.epoch(e, true)) {
 *       while (epoch.hasNext()) {
 *         try (Batch batch = epoch.next()) {
 *           …
 *         }
 *       }
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>One thread at a time uses a loader; batches may be closed by any thread.
 */
public final class BatchLoader implements AutoCloseable {
  final List<Sample> samples;
  final Preprocess preprocess;
  final LoaderOptions options;
  final PictureCache cache;

  /** Guards everything below and the state of the running epoch. */
  final ReentrantLock lock = new ReentrantLock();

  /** There may be something to do for a worker. */
  final Condition work = lock.newCondition();

  /** There may be a batch for the consumer. */
  final Condition ready = lock.newCondition();

  private final ArrayDeque<Slab> free = new ArrayDeque<>();
  private final SortedMap<Integer, Failure> failures = new TreeMap<>();
  private int made;
  private boolean closed;
  private @Nullable Epoch running;

  /** A loader for these samples; no thread runs before {@link #epoch}. */
  public BatchLoader(List<Sample> samples, Preprocess preprocess, LoaderOptions options) {
    this.samples = List.copyOf(samples);
    this.preprocess = preprocess;
    this.options = options;
    this.cache = new PictureCache(samples.size(), options.cacheBytes());
  }

  /** As the other constructor, with the options that differ most often. */
  public BatchLoader(
      List<Sample> samples,
      Preprocess preprocess,
      int batchSize,
      Augmentation augmentation,
      int threads,
      long seed,
      boolean cacheDecoded) {
    this(
        samples,
        preprocess,
        LoaderOptions.DEFAULT
            .withBatchSize(batchSize)
            .withAugmentation(augmentation)
            .withThreads(threads)
            .withSeed(seed)
            .withCacheBytes(cacheDecoded ? LoaderOptions.CACHE_BYTES : 0));
  }

  /**
   * Starts an epoch; one that still runs is closed first.
   *
   * @param epoch from 0; order and augmentation are drawn from (seed, epoch)
   * @param shuffle whether the order is drawn; otherwise it is that of the samples
   */
  public Epoch epoch(int epoch, boolean shuffle) {
    if (closed) {
      throw new IllegalStateException("the loader is closed");
    }
    if (running != null) {
      running.close();
    }
    Epoch started = new Epoch(this, epoch, order(epoch, shuffle));
    running = started;
    started.start();
    return started;
  }

  /** Batches in an epoch, as far as is known: pictures that turn out to be broken make it fewer. */
  public int batches() {
    int n = usable();
    int size = options.batchSize();
    return options.dropLast() ? n / size : (n + size - 1) / size;
  }

  /** Samples that are not known to be broken. */
  public int usable() {
    lock.lock();
    try {
      return samples.size() - failures.size();
    } finally {
      lock.unlock();
    }
  }

  /** The pictures that could not be read so far, each once, in the order of the samples. */
  public List<Failure> failures() {
    lock.lock();
    try {
      return List.copyOf(failures.values());
    } finally {
      lock.unlock();
    }
  }

  /** What the options were. */
  public LoaderOptions options() {
    return options;
  }

  /** Stops the threads and frees the cache. Batches that are still open stay valid. */
  @Override
  public void close() {
    closed = true;
    if (running != null) {
      running.close();
    }
    cache.close();
    lock.lock();
    try {
      free.clear();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The order of an epoch. All samples are shuffled, and those known to be broken are taken out
   * afterwards: a loader that has yet to find out (one of a resumed run) gives the same batches.
   */
  private int[] order(int epoch, boolean shuffle) {
    int[] order = new int[samples.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    if (shuffle) {
      // Fisher and Yates, as in Knuth 3.4.2 P.
      SplittableRandom random =
          new SplittableRandom(options.seed() * 0x9E3779B97F4A7C15L + epoch * 0xD1B54A32D192ED03L);
      for (int i = order.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int swap = order[i];
        order[i] = order[j];
        order[j] = swap;
      }
    }
    return Arrays.stream(order).filter(i -> !failures.containsKey(i)).toArray();
  }

  void failed(int index, String reason) {
    failures.putIfAbsent(index, new Failure(samples.get(index), reason));
  }

  @Nullable Slab takeFree() {
    Slab slab = free.poll();
    if (slab == null && made < options.prefetch() + 2) {
      made++;
      slab = new Slab(options.batchSize(), preprocess.elements());
    }
    return slab;
  }

  boolean hasFree() {
    return !free.isEmpty() || made < options.prefetch() + 2;
  }

  void giveBack(Slab slab) {
    lock.lock();
    try {
      slab.clear();
      if (!closed) {
        free.add(slab);
      }
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
