package io.ocelli.model.zoo.registry;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, piece by piece, each with a time limit, which the JDK's own stream does
 * not have. At most two pieces are on their way, so memory does not depend on the file.
 */
final class TimedBody implements BodySubscriber<TimedBody>, AutoCloseable {
  private record Piece(List<ByteBuffer> bytes, boolean last, @Nullable Throwable failure) {}

  private final LinkedBlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
  private volatile Flow.@Nullable Subscription subscription;

  @Override
  public CompletionStage<TimedBody> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription flow) {
    subscription = flow;
    flow.request(2);
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    pieces.add(new Piece(bytes, false, null));
  }

  @Override
  public void onError(Throwable failure) {
    pieces.add(new Piece(List.of(), true, failure));
  }

  @Override
  public void onComplete() {
    pieces.add(new Piece(List.of(), true, null));
  }

  /**
   * The next piece; null at the end.
   *
   * @throws java.util.concurrent.TimeoutException when nothing came in time
   * @throws IOException when the connection broke
   */
  @Nullable List<ByteBuffer> next(Duration patience)
      throws IOException, InterruptedException, java.util.concurrent.TimeoutException {
    Piece piece = pieces.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (piece == null) {
      throw new java.util.concurrent.TimeoutException();
    }
    if (piece.failure() != null) {
      throw new IOException(piece.failure().getMessage(), piece.failure());
    }
    if (piece.last()) {
      return null;
    }
    Flow.Subscription flow = subscription;
    if (flow != null) {
      flow.request(1);
    }
    return piece.bytes();
  }

  /** Ends the connection if it has not ended. */
  @Override
  public void close() {
    Flow.Subscription flow = subscription;
    if (flow != null) {
      flow.cancel();
    }
  }
}
