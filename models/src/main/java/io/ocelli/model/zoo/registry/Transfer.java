package io.ocelli.model.zoo.registry;

import io.ocelli.model.zoo.registry.TransferException.Fault;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Asks for files by HTTP: redirects, statuses and time limits, each fault under its own name. */
final class Transfer {
  private static final int MOST_REDIRECTS = 8;

  private final HttpClient client;
  private final TransferLimits limits;
  private final String agent;

  Transfer(TransferLimits limits, Map<String, String> environment) {
    this.limits = limits;
    EnvironmentProxy proxy = new EnvironmentProxy(environment);
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limits.connect())
            .authenticator(proxy.authenticator());
    java.net.ProxySelector selector = EnvironmentProxy.selector(environment);
    this.client = (selector == null ? builder : builder.proxy(selector)).build();
    String version = Transfer.class.getPackage().getImplementationVersion();
    this.agent = "ocelli/" + (version == null ? "dev" : version);
  }

  /**
   * An answer whose body has not been read.
   *
   * @param url that gave it after all redirects
   * @param from the first byte of the file that the body holds
   * @param total the length of the whole file; -1 when the server does not say
   * @param validator a strong ETag, else the date of the last change, to ask for the rest of the
   *     same file with; null when the server gives neither
   * @param body to read, and to close
   */
  record Answer(URI url, long from, long total, @Nullable String validator, TimedBody body) {}

  /** The head of an answer, and its body to come. */
  private record Reply(URI url, int status, HttpHeaders headers, TimedBody body) {}

  /**
   * Asks for a file from an offset on. A server that cannot or, as the file has changed, will not
   * continue sends the whole file: then {@link Answer#from} is 0.
   *
   * @param from bytes that are there already
   * @param validator what the server gave with them; null to continue whatever it has
   */
  Answer get(URI url, long from, @Nullable String validator)
      throws TransferException, InterruptedException {
    Set<URI> seen = new LinkedHashSet<>();
    URI place = url;
    while (true) {
      if (!seen.add(place)) {
        throw redirect("the redirects go in a circle", place.toString());
      }
      if (seen.size() > MOST_REDIRECTS + 1) {
        throw redirect("too many redirects", "more than " + MOST_REDIRECTS);
      }
      Reply response = send(place, from, validator);
      int status = response.status();
      boolean moved = status >= 301 && status <= 308 && status != 304 && status != 305;
      if (!moved) {
        return answer(response, from, validator);
      }
      response.body().close();
      place = target(place, response);
    }
  }

  private Reply send(URI place, long from, @Nullable String validator)
      throws TransferException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(place)
            .timeout(limits.firstByte())
            .header("User-Agent", agent)
            .header("Accept-Encoding", "identity");
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-");
      if (validator != null) {
        request.header("If-Range", validator);
      }
    }
    AtomicReference<@Nullable Reply> begun = new AtomicReference<>();
    try {
      client.send(
          request.build(),
          info -> {
            TimedBody body = new TimedBody();
            begun.set(new Reply(place, info.statusCode(), info.headers(), body));
            return body;
          });
      return Objects.requireNonNull(begun.get());
    } catch (HttpConnectTimeoutException e) {
      throw new TransferException(
          Fault.NO_CONNECTION,
          "no connection within " + seconds(limits.connect()),
          place.getHost(),
          "check the network; behind a proxy set HTTPS_PROXY",
          e);
    } catch (HttpTimeoutException e) {
      throw new TransferException(
          Fault.NO_ANSWER,
          "the server did not answer within " + seconds(limits.firstByte()),
          place.getHost(),
          "try again later, or with more --patience",
          e);
    } catch (SSLException e) {
      throw new TransferException(
          Fault.NOT_TRUSTED,
          "the server's certificate is not trusted",
          place.getHost() + ": " + e.getMessage(),
          "check the clock; a proxy that opens TLS needs its certificate in Java's trust store"
              + " (-Djavax.net.ssl.trustStore)",
          e);
    } catch (ConnectException e) {
      boolean unknown = caused(e, UnresolvedAddressException.class, UnknownHostException.class);
      throw new TransferException(
          Fault.NO_CONNECTION,
          unknown ? "the host is not known" : "no connection to the server",
          place.getPort() < 0 ? place.getHost() : place.getHost() + ":" + place.getPort(),
          "check the name and the network; behind a proxy set HTTPS_PROXY",
          e);
    } catch (IOException e) {
      Reply reply = begun.get();
      if (reply != null) {
        // A body that breaks at once may fail the request; what has come lies in the body, and so
        // does the failure.
        return reply;
      }
      // The JDK's client wants a header in these answers and throws when it is not there.
      String reason = String.valueOf(e.getMessage());
      if (reason.contains("for response code 401") || reason.contains("for response code 407")) {
        throw refused(reason.contains("401") ? 401 : 407, place.getHost());
      }
      throw new TransferException(
          Fault.CUT_OFF,
          "the connection broke before the answer",
          place.getHost() + ": " + e.getMessage(),
          "try again",
          e);
    }
  }

  private static boolean caused(Throwable error, Class<?> one, Class<?> other) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (one.isInstance(cause) || other.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private static URI target(URI place, Reply response) throws TransferException {
    String location = response.headers().firstValue("Location").orElse("");
    URI target;
    try {
      target = place.resolve(location);
    } catch (IllegalArgumentException e) {
      throw redirect("the redirect leads to no URL", location);
    }
    String scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
    if (location.isBlank()
        || target.getHost() == null
        || !(scheme.equals("http") || scheme.equals("https"))) {
      throw redirect("the redirect leads to no URL", location.isBlank() ? "(nothing)" : location);
    }
    if (scheme.equals("http") && "https".equalsIgnoreCase(place.getScheme())) {
      throw redirect(
          "the redirect leads from https to http, where anybody can change the file",
          target.toString());
    }
    return target;
  }

  private static TransferException redirect(String problem, String value) {
    return new TransferException(
        Fault.REDIRECT, problem, value, "tell the owner of the registry, or use another mirror");
  }

  private Answer answer(Reply response, long from, @Nullable String validator)
      throws TransferException, InterruptedException {
    TimedBody body = response.body();
    int status = response.status();
    if (status == 416 && from > 0) {
      // What is there is longer than the file, or the whole of it: begin anew.
      body.close();
      return get(response.url(), 0, validator);
    }
    if (status != 200 && status != 206) {
      body.close();
      throw refused(status, response.url().getHost());
    }
    String packing = response.headers().firstValue("Content-Encoding").orElse("identity");
    if (!packing.equalsIgnoreCase("identity")) {
      body.close();
      throw new TransferException(
          Fault.WRONG_KIND,
          "the server sends the file packed, although it was asked not to",
          "Content-Encoding: " + packing,
          "download it by hand, unpack it, and use ocelli models add");
    }
    long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
    if (status == 200) {
      return new Answer(response.url(), 0, length, validator(response), body);
    }
    long[] range = range(response.headers().firstValue("Content-Range").orElse(""));
    if (range[0] != from || from == 0) {
      body.close();
      if (from == 0) {
        throw new TransferException(
            Fault.REFUSED, "the server sends a part that nobody asked for", "206", "use a mirror");
      }
      return get(response.url(), 0, null);
    }
    return new Answer(response.url(), from, range[1], validator(response), body);
  }

  /** First byte and whole length of a Content-Range; -1 for what it does not say. */
  private static long[] range(String header) {
    java.util.regex.Matcher matcher =
        java.util.regex.Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)")
            .matcher(header.strip());
    if (!matcher.matches()) {
      return new long[] {-1, -1};
    }
    return new long[] {
      Long.parseLong(matcher.group(1)),
      matcher.group(2).equals("*") ? -1 : Long.parseLong(matcher.group(2))
    };
  }

  private static @Nullable String validator(Reply response) {
    String tag = response.headers().firstValue("ETag").orElse("");
    if (tag.startsWith("\"")) {
      return tag;
    }
    return response.headers().firstValue("Last-Modified").orElse(null);
  }

  private static TransferException refused(int status, String host) {
    return switch (status) {
      case 401, 403 ->
          new TransferException(
              Fault.REFUSED,
              "the server does not give the file to everybody",
              status + " from " + host,
              "accept its terms in a browser, download it by hand, and use ocelli models add");
      case 404, 410 ->
          new TransferException(
              Fault.REFUSED,
              "the file is no longer there",
              status + " from " + host,
              "use another mirror, or a newer registry");
      case 407 ->
          new TransferException(
              Fault.REFUSED,
              "the proxy wants a name and a password",
              status + " from the proxy",
              "write them into HTTPS_PROXY: http://name:password@host:port");
      case 429, 500, 502, 503, 504 ->
          new TransferException(
              Fault.BUSY,
              status == 429 ? "the server wants fewer requests" : "the server has a fault",
              status + " from " + host,
              "try again later");
      default ->
          new TransferException(
              Fault.REFUSED,
              "the server refuses the file",
              status + " from " + host,
              "check the URL in a browser");
    };
  }

  static String seconds(java.time.Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
