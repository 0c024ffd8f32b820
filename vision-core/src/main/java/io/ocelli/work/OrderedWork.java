package io.ocelli.work;

import java.util.Iterator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Many workers, results in the order of the tasks, a bounded number of them in flight.
 *
 * <p>A worker takes the next task only when fewer than {@code window} results wait to be delivered,
 * so a slow picture at the front or a slow consumer holds the workers back instead of filling the
 * memory. The thread that calls {@link #run} delivers; the workers only work.
 *
 * @param <T> a task
 * @param <R> a result
 */
public final class OrderedWork<T, R> {
  /** What one worker thread does; made and closed on that thread. */
  public interface Worker<T, R> extends AutoCloseable {
    /**
     * Does one task.
     *
     * @param index place of the task among all, from 0
     */
    R work(long index, T task);

    @Override
    void close();
  }

  /** Makes the worker of a thread. */
  public interface WorkerFactory<T, R> {
    /** Called on the thread that will use it, when it gets its first task. */
    Worker<T, R> start();
  }

  /** In the place of a result: there are no more tasks. */
  private static final Object END = new Object();

  /** In the place of a result: the work cannot go on. */
  private record Broken(Throwable cause) {}

  private final ReentrantLock intake = new ReentrantLock();
  private final Iterator<? extends T> tasks;
  private boolean exhausted;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition ready = lock.newCondition();
  private final @Nullable Object[] results;
  private long taken;
  private long delivered;
  private volatile boolean stopped;

  /**
   * Prepares the work; nothing runs yet.
   *
   * @param tasks asked by one worker at a time
   * @param window how many tasks may be taken and not delivered, at least 1
   */
  public OrderedWork(Iterator<? extends T> tasks, int window) {
    this.tasks = tasks;
    this.results = new Object[window];
  }

  /**
   * Does all tasks and hands each result to the consumer, on this thread and in order.
   *
   * @param threads workers, at least 1
   * @param name of the threads, without their number
   * @throws CancellationException when {@link #stop} is called or this thread is interrupted
   */
  public void run(int threads, String name, WorkerFactory<T, R> factory, Consumer<? super R> each) {
    Thread[] workers = new Thread[threads];
    for (int i = 0; i < threads; i++) {
      workers[i] = new Thread(() -> work(factory), name + "-" + (i + 1));
      workers[i].setDaemon(true);
      workers[i].start();
    }
    try {
      deliver(each);
    } finally {
      stop();
      join(workers);
    }
  }

  /** Makes {@link #run} end soon: each worker finishes the task it has and takes no other. */
  public void stop() {
    lock.lock();
    try {
      stopped = true;
      room.signalAll();
      ready.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("unchecked") // what is neither END nor Broken was put there by a worker
  private void deliver(Consumer<? super R> each) {
    for (Object next = next(); next != END; next = next()) {
      if (next instanceof Broken broken) {
        if (broken.cause() instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) broken.cause();
      }
      each.accept((R) next);
    }
  }

  private Object next() {
    lock.lock();
    try {
      int slot = (int) (delivered % results.length);
      Object next = results[slot];
      while (next == null && !stopped) {
        ready.await();
        next = results[slot];
      }
      if (stopped || next == null) {
        throw new CancellationException("stopped after " + delivered + " results");
      }
      results[slot] = null;
      delivered++;
      room.signal();
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted after " + delivered + " results");
    } finally {
      lock.unlock();
    }
  }

  private void work(WorkerFactory<T, R> factory) {
    Worker<T, R> worker = null;
    try {
      while (!stopped) {
        long index;
        T task;
        intake.lock();
        try {
          if (exhausted || !awaitRoom()) {
            return;
          }
          index = taken++;
          // Until a task is there, whatever goes wrong ends the tasks at this place.
          exhausted = true;
          if (!tasks.hasNext()) {
            put(index, END);
            return;
          }
          task = tasks.next();
          exhausted = false;
        } catch (RuntimeException | Error e) {
          put(taken - 1, new Broken(e));
          return;
        } finally {
          intake.unlock();
        }
        try {
          if (worker == null) {
            worker = factory.start();
          }
          put(index, worker.work(index, task));
        } catch (RuntimeException | Error e) {
          put(index, new Broken(e));
          return;
        }
      }
    } finally {
      if (worker != null) {
        worker.close();
      }
    }
  }

  private boolean awaitRoom() {
    lock.lock();
    try {
      while (taken - delivered >= results.length && !stopped) {
        room.awaitUninterruptibly();
      }
      return !stopped;
    } finally {
      lock.unlock();
    }
  }

  private void put(long index, Object result) {
    lock.lock();
    try {
      results[(int) (index % results.length)] = result;
      if (index == delivered) {
        ready.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private static void join(Thread[] workers) {
    boolean interrupted = false;
    for (Thread worker : workers) {
      while (worker.isAlive()) {
        try {
          worker.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
