package io.ocelli.dataset.load;

import io.ocelli.error.OcelliException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The batches of one epoch, in order. Closing it, also in the middle, stops its threads.
 *
 * <p>How the order is kept: workers decode samples in any order into a small window. Places in
 * batches are given out strictly in the order of the samples, once all earlier ones are known to be
 * whole or broken; then any worker writes the picture to its place.
 */
public final class Epoch implements Iterator<Batch>, AutoCloseable {
  private final BatchLoader loader;
  private final Position from;
  private final BatchLoader.Turn[] order;
  private final Decoded[] window;
  private final ArrayDeque<Slab> sequence = new ArrayDeque<>();
  private final List<Thread> threads = new ArrayList<>();
  private int nextDecode;
  private int nextPlace;
  private @Nullable Slab filling;
  private @Nullable Throwable trouble;
  private boolean closed;
  private int given;

  /** A picture of the window; broken if there is nothing prepared. */
  private record Decoded(SampleReader.@Nullable Prepared prepared) {
    void free() {
      if (prepared != null) {
        prepared.example().close();
      }
    }
  }

  Epoch(BatchLoader loader, Position from, BatchLoader.Turn[] order) {
    this.loader = loader;
    this.from = from;
    this.order = order;
    this.window = new Decoded[Math.max(16, 4 * loader.options.threads())];
  }

  void start() {
    for (int i = 0; i < loader.options.threads(); i++) {
      Thread thread = new Thread(this::work, "ocelli-loader-" + (i + 1));
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  /**
   * Whether there is another batch; waits until that is known.
   *
   * @throws IllegalStateException if a worker failed for another reason than a broken picture, or
   *     all batches are open so that no further one can be made
   */
  @Override
  public boolean hasNext() {
    return head() != null;
  }

  /** The next batch, to be closed by the caller. Throws what {@link #hasNext} throws. */
  @Override
  public Batch next() {
    Slab slab = head();
    if (slab == null) {
      throw new NoSuchElementException("the epoch is over");
    }
    loader.lock.lock();
    try {
      sequence.remove(slab);
      loader.work.signalAll();
      given++;
      return new Batch(
          loader,
          slab,
          new Position(
              from.epoch(),
              from.shuffle(),
              from.batches() + given,
              slab.nextPlace(),
              loader.broken()));
    } finally {
      loader.lock.unlock();
    }
  }

  private @Nullable Slab head() {
    loader.lock.lock();
    try {
      while (true) {
        if (trouble != null) {
          throw failure(trouble);
        }
        if (closed) {
          return null;
        }
        Slab first = sequence.peek();
        if (first != null && first.isReady()) {
          if (first.isFull() || !loader.options.dropLast()) {
            return first;
          }
          sequence.remove();
          loader.giveBack(first);
        } else if (first == null && nextPlace == order.length) {
          return null;
        } else if (first == null && !loader.hasFree()) {
          throw new IllegalStateException(
              "all batches are open: close each batch before the next but "
                  + loader.options.prefetch());
        } else {
          loader.ready.await();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for a batch");
    } finally {
      loader.lock.unlock();
    }
  }

  private static RuntimeException failure(Throwable trouble) {
    return trouble instanceof OcelliException known
        ? known
        : new IllegalStateException("a loader thread failed: " + trouble, trouble);
  }

  private void work() {
    try (SampleReader reader = new SampleReader(loader)) {
      while (true) {
        Runnable task = nextTask(reader);
        if (task == null) {
          return;
        }
        task.run();
      }
    } catch (Throwable t) {
      loader.lock.lock();
      try {
        if (trouble == null) {
          trouble = t;
        }
        loader.ready.signalAll();
        loader.work.signalAll();
      } finally {
        loader.lock.unlock();
      }
    }
  }

  private @Nullable Runnable nextTask(SampleReader reader) throws InterruptedException {
    loader.lock.lock();
    try {
      while (true) {
        if (closed || trouble != null) {
          return null;
        }
        skipBroken();
        Decoded decoded = nextPlace < order.length ? window[nextPlace % window.length] : null;
        if (decoded != null && roomToFill()) {
          return place(reader, decoded);
        }
        if (nextDecode < order.length && nextDecode - nextPlace < window.length) {
          int position = nextDecode++;
          return () -> decode(reader, position);
        }
        if (nextPlace == order.length) {
          return null;
        }
        loader.work.await();
      }
    } finally {
      loader.lock.unlock();
    }
  }

  private void skipBroken() {
    while (nextPlace < order.length) {
      Decoded decoded = window[nextPlace % window.length];
      if (decoded == null || decoded.prepared() != null) {
        break;
      }
      advance();
    }
  }

  private boolean roomToFill() {
    if (filling == null) {
      filling = loader.takeFree();
      if (filling != null) {
        sequence.add(filling);
      }
    }
    return filling != null;
  }

  private Runnable place(SampleReader reader, Decoded decoded) {
    Slab slab = Objects.requireNonNull(filling);
    SampleReader.Prepared prepared = Objects.requireNonNull(decoded.prepared());
    int place = slab.take(order[nextPlace], prepared);
    if (slab.isFull()) {
      filling = null;
    }
    advance();
    return () -> {
      try {
        reader.write(prepared.example().picture(), slab.buffer, place);
      } finally {
        decoded.free();
      }
      loader.lock.lock();
      try {
        slab.pending--;
        loader.ready.signalAll();
      } finally {
        loader.lock.unlock();
      }
    };
  }

  private void advance() {
    window[nextPlace % window.length] = null;
    nextPlace++;
    if (nextPlace == order.length) {
      if (filling != null) {
        filling.sealed = true;
        filling = null;
      }
      loader.ready.signalAll();
    }
    loader.work.signalAll();
  }

  private void decode(SampleReader reader, int position) {
    BatchLoader.Turn turn = order[position];
    SampleReader.Prepared prepared = null;
    try {
      prepared = reader.prepare(turn.index(), from.epoch(), turn.repetition());
    } catch (SampleReader.BrokenException e) {
      loader.failed(turn.index(), e.reason());
    }
    loader.lock.lock();
    try {
      window[position % window.length] = new Decoded(prepared);
      loader.work.signalAll();
    } finally {
      loader.lock.unlock();
    }
  }

  /** Stops the threads and waits until they have ended. */
  @Override
  public void close() {
    loader.lock.lock();
    try {
      closed = true;
      loader.work.signalAll();
      loader.ready.signalAll();
    } finally {
      loader.lock.unlock();
    }
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    loader.lock.lock();
    try {
      for (int i = 0; i < window.length; i++) {
        if (window[i] != null) {
          window[i].free();
          window[i] = null;
        }
      }
      sequence.forEach(loader::giveBack);
      sequence.clear();
      filling = null;
    } finally {
      loader.lock.unlock();
    }
  }
}
