package io.ocelli.dataset.load;

import io.ocelli.image.Preprocess;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Streams batches of pictures, epoch after epoch, from worker threads over a bounded queue.
 *
 * <p>With a letterbox as the model's resizing, pictures are changed at random before the border is
 * put around them. Labels and objects go with the pixels; what mixing changes draw comes from the
 * same source. Order and content of the batches depend on the source, the options and the epoch,
 * never on the number of threads or on the cache. A picture that cannot be read is reported once
 * ({@link #failures()}) and left out: the following ones move up, so that all batches but the last
 * are full.
 *
 * <p>Memory is flat: {@code prefetch + 2} batch buffers are made and used over and over. At most
 * {@code prefetch + 1} batches may be open at a time; a consumer closes each one before or soon
 * after it asks for the next.
 *
 * <pre>{@code
 * try (BatchLoader loader = new BatchLoader(source, preprocess, options)) {
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
  final ExampleSource source;
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

  /** A loader for these pictures; no thread runs before {@link #epoch}. */
  public BatchLoader(ExampleSource source, Preprocess preprocess, LoaderOptions options) {
    this.source = source;
    this.preprocess = preprocess;
    this.options = options;
    this.cache = cache(options.cache());
  }

  private PictureCache cache(Cache wanted) {
    if (wanted instanceof Cache.Memory memory && memory.bytes() > 0) {
      return new MemoryCache(source.size(), memory.bytes());
    }
    if (wanted instanceof Cache.Disk disk && disk.bytes() > 0) {
      return DiskCache.open(source, preprocess, disk, options.warning());
    }
    return PictureCache.NONE;
  }

  /**
   * Starts an epoch; one that still runs is closed first.
   *
   * @param epoch from 0; order and augmentation are drawn from (seed, epoch)
   * @param shuffle whether the order is drawn, as the {@link Sampling} says; otherwise it is that
   *     of the source
   */
  public Epoch epoch(int epoch, boolean shuffle) {
    return epoch(Position.start(epoch, shuffle));
  }

  /**
   * Starts an epoch in its middle: what it gives are, to the bit, the batches that the whole epoch
   * gives after that position. What lies before is not decoded, but for pictures that were broken.
   */
  public Epoch epoch(Position from) {
    if (closed) {
      throw new IllegalStateException("the loader is closed");
    }
    if (running != null) {
      running.close();
    }
    retry(from.broken());
    Epoch started = new Epoch(this, from, order(from));
    running = started;
    started.start();
    return started;
  }

  /** Finds out why pictures were broken, and whether they still are. */
  private void retry(List<Integer> broken) {
    if (broken.isEmpty()) {
      return;
    }
    try (SampleReader reader = new SampleReader(this)) {
      for (int index : broken) {
        if (index < source.size() && !isBroken(index)) {
          try {
            reader.fitted(index).close();
          } catch (SampleReader.BrokenException e) {
            failed(index, e.reason());
          }
        }
      }
    }
  }

  /** Batches in an epoch, as far as is known: pictures that turn out to be broken make it fewer. */
  public int batches() {
    int n = usable();
    int size = options.batchSize();
    return options.dropLast() ? n / size : (n + size - 1) / size;
  }

  /** Pictures that are not known to be broken. */
  public int usable() {
    lock.lock();
    try {
      return source.size() - failures.size();
    } finally {
      lock.unlock();
    }
  }

  /** The pictures that could not be read so far, each once, in the order of the source. */
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

  /** A picture of an epoch: its place in the whole order, and how often it came before. */
  record Turn(int place, int index, int repetition) {}

  /**
   * The order of an epoch. All pictures are drawn, and those known to be broken are taken out
   * afterwards: a loader that has yet to find out (one of a resumed run) gives the same batches.
   */
  private Turn[] order(Position from) {
    int size = source.size();
    int[] order =
        from.shuffle()
            ? options
                .sampling()
                .order(size, i -> source.known(i).classes(), options.seed(), from.epoch())
            : IntStream.range(0, size).toArray();
    if (from.next() < 0 || from.next() > order.length) {
      throw new IllegalArgumentException(from + " in an epoch of " + order.length + " pictures");
    }
    int[] seen = new int[size];
    List<Turn> turns = new ArrayList<>();
    for (int place = 0; place < order.length; place++) {
      int repetition = seen[order[place]]++;
      if (place >= from.next() && !failures.containsKey(order[place])) {
        turns.add(new Turn(place, order[place], repetition));
      }
    }
    return turns.toArray(Turn[]::new);
  }

  boolean isBroken(int index) {
    lock.lock();
    try {
      return failures.containsKey(index);
    } finally {
      lock.unlock();
    }
  }

  void failed(int index, String reason) {
    lock.lock();
    try {
      failures.putIfAbsent(index, new Failure(index, source.name(index), reason));
    } finally {
      lock.unlock();
    }
  }

  /** The indices of the pictures known to be broken, ascending. */
  List<Integer> broken() {
    lock.lock();
    try {
      return List.copyOf(failures.keySet());
    } finally {
      lock.unlock();
    }
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
