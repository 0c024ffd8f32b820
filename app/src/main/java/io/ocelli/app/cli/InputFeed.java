package io.ocelli.app.cli;

import io.ocelli.dataset.ByteSource;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Hands the inputs of a job out as bytes, in order, and remembers each until its result is there.
 * Addresses are fetched ahead, a few at a time. An input that is not there is handed out as no
 * bytes at all, so that there is one result for each input and the order takes care of itself.
 */
final class InputFeed implements Iterable<ByteSource>, AutoCloseable {
  /** The most bytes of one picture from the web: as many of these as are ahead are in memory. */
  static final int MOST_BYTES = 64 << 20;

  private static final int AHEAD = 8;
  private static final int CONNECTIONS = 4;

  private final SourceStream sources;
  private final RemoteImage remote = new RemoteImage(MOST_BYTES);
  private final Deque<Pending> ahead = new ArrayDeque<>();
  private final Queue<Input> handedOut = new ConcurrentLinkedQueue<>();
  private @Nullable ExecutorService fetchers;

  InputFeed(SourceStream sources) {
    this.sources = sources;
  }

  /**
   * An input whose result is awaited.
   *
   * @param bytes empty for one that is not there
   * @param problem why it is not there; null for one that is
   */
  record Input(Source source, ByteSource bytes, @Nullable String problem) {}

  private record Pending(Source source, @Nullable Future<ByteSource> bytes) {}

  /** The inputs; to be gone through once, by one thread at a time. */
  @Override
  public Iterator<ByteSource> iterator() {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return !ahead.isEmpty() || sources.hasNext();
      }

      @Override
      public ByteSource next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        Input input = take();
        handedOut.add(input);
        return input.bytes();
      }
    };
  }

  /** The input that the next result is of. */
  Input answered() {
    Input input = handedOut.poll();
    if (input == null) {
      throw new IllegalStateException("a result without an input");
    }
    return input;
  }

  private Input take() {
    while ((ahead.isEmpty() || mayLookAhead()) && sources.hasNext()) {
      Source source = sources.next();
      ahead.add(
          new Pending(source, source instanceof Source.Remote address ? fetch(address) : null));
    }
    Pending next = ahead.remove();
    if (next.source() instanceof Source.Picture picture) {
      return new Input(picture, picture.bytes(), null);
    }
    if (next.source() instanceof Source.Missing missing) {
      return absent(missing, missing.problem() + "; try: " + missing.remedy());
    }
    try {
      Future<ByteSource> fetched = next.bytes();
      if (fetched == null) {
        throw new IllegalStateException("an address that is not fetched");
      }
      return new Input(next.source(), fetched.get(), null);
    } catch (ExecutionException e) {
      String reason =
          e.getCause() instanceof IOException io ? FileErrors.reason(io) : "" + e.getCause();
      return absent(next.source(), "cannot be fetched: " + reason);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return absent(next.source(), "interrupted");
    }
  }

  /** Only past addresses: files are quick to open when it is their turn. */
  private boolean mayLookAhead() {
    return ahead.size() < AHEAD
        && !sources.live()
        && ahead.stream().anyMatch(pending -> pending.bytes() != null);
  }

  private static Input absent(Source source, String problem) {
    return new Input(source, ByteSource.of(source.name(), new byte[0]), problem);
  }

  private Future<ByteSource> fetch(Source.Remote address) {
    ExecutorService ready = fetchers;
    if (ready == null) {
      ready =
          Executors.newFixedThreadPool(
              CONNECTIONS,
              task -> {
                Thread thread = new Thread(task, "ocelli-fetch");
                thread.setDaemon(true);
                return thread;
              });
      fetchers = ready;
    }
    Callable<ByteSource> task = () -> remote.fetch(address);
    return ready.submit(task);
  }

  /** Stops what is still being fetched. */
  @Override
  public void close() {
    ExecutorService running = fetchers;
    if (running != null) {
      running.shutdownNow();
    }
    sources.close();
  }
}
