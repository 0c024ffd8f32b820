package io.ocelli.dataset;

import io.ocelli.error.OcelliException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** The same task in several threads, for jobs that share a counter of what is next. */
public final class Workers {
  private Workers() {}

  /** A task that may meet files it cannot write. */
  @FunctionalInterface
  public interface Task {
    void run() throws IOException;
  }

  /**
   * Does a task for each of {@code count} indices, each once, in any order.
   *
   * @throws OcelliException what a task threw, likewise for other unchecked exceptions: the first
   */
  public static void each(int threads, String name, int count, IntConsumer task) {
    AtomicInteger next = new AtomicInteger();
    try {
      run(
          Math.min(threads, Math.max(1, count)),
          name,
          () -> {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
              task.accept(i);
            }
          });
    } catch (IOException e) {
      throw new IllegalStateException("nothing here lets it through", e);
    }
  }

  /**
   * Runs the task once in each thread and waits for all of them.
   *
   * @throws IOException what a task threw, likewise for unchecked exceptions: the first one
   */
  public static void run(int threads, String name, Task task) throws IOException {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            Math.max(1, threads),
            work -> {
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < Math.max(1, threads); i++) {
        running.add(
            pool.submit(
                () -> {
                  task.run();
                  return null;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException io) {
        throw io;
      }
      if (cause instanceof OcelliException known) {
        throw known;
      }
      throw new IllegalStateException("a worker failed: " + cause, cause);
    } finally {
      pool.shutdownNow();
    }
  }
}
