package io.ocelli.model.zoo.registry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A server on a bare socket that can misbehave as no proper server lets itself be made to: it lies
 * about lengths, stops in the middle, never answers.
 */
final class WrongServer implements AutoCloseable {
  /** What it does with a request; may write anything, and the connection ends after it. */
  interface Answer {
    void to(Request request, OutputStream out) throws Exception;
  }

  /**
   * @param path of the request
   * @param headers by small name
   */
  record Request(String path, Map<String, String> headers) {
    /** First byte of the Range header; 0 without one. */
    int from() {
      String range = headers.getOrDefault("range", "bytes=0-");
      return Integer.parseInt(range.substring(6, range.length() - 1));
    }
  }

  private final ServerSocket socket;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);

  WrongServer() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread acceptor = new Thread(this::accept, "wrong-server");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  void on(String path, Answer answer) {
    answers.put(path, answer);
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
  }

  /** All requests so far. */
  List<Request> requests() {
    return requests;
  }

  /** Blocks until the server is closed: a server that says nothing. */
  void sayNothing() throws InterruptedException {
    over.await();
  }

  private void accept() {
    while (true) {
      try {
        Socket connection = socket.accept();
        Thread thread = new Thread(() -> serve(connection), "wrong-server-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
      String first = in.readLine();
      if (first == null) {
        return;
      }
      Map<String, String> headers = new TreeMap<>();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        int colon = line.indexOf(':');
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
      Request request = new Request(first.split(" ", -1)[1], headers);
      requests.add(request);
      OutputStream out = connection.getOutputStream();
      Answer answer = answers.get(request.path());
      if (answer == null) {
        head(out, "404 Not Found", "Content-Length: 0");
      } else {
        answer.to(request, out);
      }
      out.flush();
    } catch (SocketException gone) {
      // The client has had enough.
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static void head(OutputStream out, String status, String... headers) throws IOException {
    StringBuilder text = new StringBuilder("HTTP/1.1 " + status + "\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    text.append("Connection: close\r\n\r\n");
    out.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** A server as it should be: whole files and parts, with an ETag. */
  static Answer proper(byte[] file, String tag) {
    return (request, out) -> {
      int from = request.from();
      String wanted = request.headers().getOrDefault("if-range", tag);
      if (from > 0 && wanted.equals(tag)) {
        head(
            out,
            "206 Partial Content",
            "ETag: " + tag,
            "Content-Length: " + (file.length - from),
            "Content-Range: bytes " + from + "-" + (file.length - 1) + "/" + file.length);
        out.write(file, from, file.length - from);
      } else {
        head(out, "200 OK", "ETag: " + tag, "Content-Length: " + file.length);
        out.write(file);
      }
    };
  }

  /** As {@link #proper}, but the connection ends after so many bytes of the file. */
  static Answer cutOff(byte[] file, String tag, int after) {
    return (request, out) -> {
      head(out, "200 OK", "ETag: " + tag, "Content-Length: " + file.length);
      out.write(file, 0, after);
    };
  }

  /** One status without a body. */
  static Answer status(String status, String... headers) {
    return (request, out) -> {
      String[] all = java.util.Arrays.copyOf(headers, headers.length + 1);
      all[headers.length] = "Content-Length: 0";
      head(out, status, all);
    };
  }

  /** A body with its right length and status 200. */
  static Answer body(byte[] body, String... headers) {
    return (request, out) -> {
      String[] all = java.util.Arrays.copyOf(headers, headers.length + 1);
      all[headers.length] = "Content-Length: " + body.length;
      head(out, "200 OK", all);
      out.write(body);
    };
  }

  @Override
  public void close() throws IOException {
    over.countDown();
    socket.close();
  }
}
