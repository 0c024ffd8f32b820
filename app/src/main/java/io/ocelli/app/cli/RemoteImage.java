package io.ocelli.app.cli;

import io.ocelli.dataset.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Fetches single pictures from the web into memory: redirects are followed, no more than a bound of
 * bytes is taken, and a server that does not answer is given up. For several threads.
 */
final class RemoteImage {
  /** The most bytes of one picture. */
  static final int MOST_BYTES = 256 << 20;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final int mostBytes;
  private @Nullable HttpClient client;

  RemoteImage() {
    this(MOST_BYTES);
  }

  RemoteImage(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  /**
   * Fetches one picture.
   *
   * @throws IOException with a message for people, if it cannot be had
   */
  ByteSource fetch(Source.Remote source) throws IOException {
    URI address = source.address();
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Accept", "image/*,*/*;q=0.5")
            .header("User-Agent", "ocelli/" + BuildInfo.read().version())
            .GET()
            .build();
    try {
      HttpResponse<InputStream> response =
          client().send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        // The timeout of a request ends with its first byte; a body that stalls is closed instead.
        CompletableFuture<Void> deadline =
            CompletableFuture.runAsync(
                () -> closeQuietly(body),
                CompletableFuture.delayedExecutor(4 * PATIENCE.toSeconds(), TimeUnit.SECONDS));
        if (response.statusCode() != 200) {
          throw new IOException("the server answers with status " + response.statusCode());
        }
        byte[] bytes = body.readNBytes(mostBytes + 1);
        deadline.cancel(false);
        if (bytes.length > mostBytes) {
          throw new IOException("larger than " + mostBytes + " bytes");
        }
        return ByteSource.of(source.name(), bytes);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (HttpConnectTimeoutException e) {
      throw new IOException("no connection within " + PATIENCE.toSeconds() + " s", e);
    } catch (HttpTimeoutException e) {
      throw new IOException("no answer within " + PATIENCE.toSeconds() + " s", e);
    } catch (ConnectException e) {
      throw new IOException("no connection to " + address.getAuthority(), e);
    }
  }

  private static void closeQuietly(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      // It is closed because it does not answer; the reader gets the error.
    }
  }

  private synchronized HttpClient client() {
    HttpClient ready = client;
    if (ready == null) {
      ready =
          HttpClient.newBuilder()
              .connectTimeout(PATIENCE)
              .followRedirects(HttpClient.Redirect.NORMAL)
              .build();
      client = ready;
    }
    return ready;
  }
}
