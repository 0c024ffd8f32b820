package io.ocelli.model.zoo.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.error.OcelliException;
import io.ocelli.model.zoo.registry.WrongServer.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows 7: each fault of a server has its own message, and no wrong file comes of any. */
class DownloadTest {
  private static final byte[] FILE = bytes(300_000, 7);
  private static final String SHA256 = sha256(FILE);
  private static final String TAG = "\"v1\"";
  private static final long MOST = 1_000_000;
  private static final TransferLimits QUICK =
      new TransferLimits(
          Duration.ofSeconds(5),
          Duration.ofMillis(400),
          Duration.ofMillis(400),
          2,
          Duration.ofMillis(5));

  @TempDir Path folder;
  private WrongServer server;
  private final List<String> remarks = new ArrayList<>();
  private final List<Long> begunAt = new ArrayList<>();
  private final TransferListener listener =
      new TransferListener() {
        @Override
        public void started(URI from, long have, long total) {
          begunAt.add(have);
        }

        @Override
        public void remark(String text) {
          remarks.add(text);
        }
      };

  @BeforeEach
  void start() throws IOException {
    server = new WrongServer();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private Path part() {
    return folder.resolve("file.part");
  }

  private Downloaded fetch(RemoteFile file) throws IOException, InterruptedException {
    return new Download(QUICK, Map.of(), listener).fetch(file, "the registry", part(), MOST);
  }

  private Downloaded fetch(@Nullable String sha256, long bytes, String... paths)
      throws IOException, InterruptedException {
    return fetch(new RemoteFile(Arrays.stream(paths).map(server::url).toList(), sha256, bytes));
  }

  private Downloaded fetch(String path) throws IOException, InterruptedException {
    return fetch(SHA256, FILE.length, path);
  }

  /** The message of the fault; afterwards no byte lies around that a later run would use. */
  private void refused(String path, String... words) {
    assertThatThrownBy(() -> fetch(path))
        .isInstanceOf(OcelliException.class)
        .hasMessageContainingAll(words);
    assertThat(part()).doesNotExist();
  }

  @Test
  void aProperServerGivesTheFile() throws Exception {
    server.on("/f", WrongServer.proper(FILE, TAG));
    Downloaded got = fetch("/f");
    assertThat(Files.readAllBytes(got.file())).isEqualTo(FILE);
    assertThat(got.sha256()).isEqualTo(SHA256);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(part());
    }
  }

  @Test
  void aCutDownloadGoesOnAndHasTheRightChecksum() throws Exception {
    server.on("/f", WrongServer.cutOff(FILE, TAG, 100_000));
    assertThatThrownBy(() -> fetch("/f"))
        .hasMessageContainingAll("the connection ended before the file", "100000 of 300000 bytes");
    assertThat(part()).hasSize(100_000);

    server.on("/f", WrongServer.proper(FILE, TAG));
    begunAt.clear();
    Downloaded got = fetch("/f");
    assertThat(begunAt).containsExactly(100_000L);
    assertThat(server.requests().get(server.requests().size() - 1).headers())
        .containsEntry("range", "bytes=100000-")
        .containsEntry("if-range", TAG);
    assertThat(Files.readAllBytes(got.file())).isEqualTo(FILE);
    assertThat(got.sha256()).isEqualTo(SHA256);
  }

  @Test
  void aCutDownloadGoesOnByItselfInTheSameRun() throws Exception {
    Answer proper = WrongServer.proper(FILE, TAG);
    Answer cut = WrongServer.cutOff(FILE, TAG, 120_000);
    server.on("/f", (request, out) -> (request.from() == 0 ? cut : proper).to(request, out));
    assertThat(fetch("/f").sha256()).isEqualTo(SHA256);
    assertThat(begunAt).containsExactly(0L, 120_000L);
    assertThat(remarks).hasSize(1).first().asString().contains("trying again");
  }

  @Test
  void aCutDownloadGoesOnAtAnotherMirror() throws Exception {
    server.on("/a", WrongServer.cutOff(FILE, TAG, 100_000));
    server.on("/b", WrongServer.proper(FILE, "\"other\""));
    assertThat(fetch(SHA256, FILE.length, "/a", "/b").sha256()).isEqualTo(SHA256);
    assertThat(begunAt.get(begunAt.size() - 1)).isGreaterThan(0);
    assertThat(remarks).last().asString().contains("trying the next mirror");
  }

  @Test
  void aServerThatIgnoresRangesIsReadFromTheStart() throws Exception {
    server.on("/f", WrongServer.cutOff(FILE, TAG, 100_000));
    assertThatThrownBy(() -> fetch("/f")).isInstanceOf(OcelliException.class);
    server.on("/f", WrongServer.body(FILE));
    assertThat(fetch("/f").sha256()).isEqualTo(SHA256);
    assertThat(remarks).last().asString().contains("begins at the start again");
  }

  @Test
  void aFileThatHasChangedIsReadFromTheStart() throws Exception {
    byte[] old = bytes(FILE.length, 8);
    server.on("/f", WrongServer.cutOff(old, "\"old\"", 100_000));
    assertThatThrownBy(() -> fetch("/f")).isInstanceOf(OcelliException.class);
    server.on("/f", WrongServer.proper(FILE, TAG));
    assertThat(fetch("/f").sha256()).isEqualTo(SHA256);
    assertThat(remarks).last().asString().contains("the file has changed");
  }

  @Test
  void aChangedFileOfAServerThatDoesNotSaySoIsFoundByItsChecksum() throws Exception {
    byte[] old = bytes(FILE.length, 8);
    server.on("/f", WrongServer.cutOff(old, TAG, 100_000));
    assertThatThrownBy(() -> fetch("/f")).isInstanceOf(OcelliException.class);
    server.on("/f", WrongServer.proper(FILE, TAG));
    assertThat(fetch("/f").sha256()).isEqualTo(SHA256);
    assertThat(remarks).last().asString().contains("do not belong to one file");
  }

  @Test
  void withoutAChecksumOnlyTheSameFileOfTheSameServerGoesOn() throws Exception {
    server.on("/a", WrongServer.cutOff(FILE, TAG, 100_000));
    assertThatThrownBy(() -> fetch(null, -1, "/a")).isInstanceOf(OcelliException.class);
    server.on("/b", WrongServer.proper(FILE, TAG));
    begunAt.clear();
    assertThat(fetch(null, -1, "/b").sha256()).isEqualTo(SHA256);
    assertThat(begunAt).containsExactly(0L);
  }

  @Test
  void aServerThatStallsIsNamed() {
    server.on(
        "/f",
        (request, out) -> {
          WrongServer.head(out, "200 OK", "ETag: " + TAG, "Content-Length: " + FILE.length);
          out.write(FILE, 0, 50_000);
          out.flush();
          server.sayNothing();
        });
    assertThatThrownBy(() -> fetch("/f"))
        .hasMessageContainingAll("nothing more came for 0.4 s", "50000 of 300000 bytes");
    assertThat(part()).hasSize(50_000);
  }

  @Test
  void aServerThatNeverAnswersIsNamed() {
    server.on("/f", (request, out) -> server.sayNothing());
    refused("/f", "the server did not answer within 0.4 s", "127.0.0.1");
  }

  @Test
  void noServerIsNamed() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    URI nobody = URI.create("http://127.0.0.1:" + port + "/f");
    assertThatThrownBy(() -> fetch(new RemoteFile(List.of(nobody), SHA256, -1)))
        .hasMessageContainingAll("no connection to the server", "127.0.0.1:" + port);
    URI unknown = URI.create("http://no-such-host.invalid/f");
    assertThatThrownBy(() -> fetch(new RemoteFile(List.of(unknown), SHA256, -1)))
        .hasMessageContainingAll("the host is not known", "no-such-host.invalid", "HTTPS_PROXY");
  }

  @Test
  void aServerThatHangsUpIsNamed() {
    server.on("/f", (request, out) -> {});
    refused("/f", "the connection broke before the answer");
  }

  @Test
  void aLengthThatPromisesTooMuchIsACutFile() {
    server.on(
        "/f",
        (request, out) -> {
          WrongServer.head(out, "200 OK", "Content-Length: " + (FILE.length + 10));
          out.write(FILE);
        });
    assertThatThrownBy(() -> fetch(SHA256, -1, "/f"))
        .hasMessageContainingAll("the connection ended before the file", "300000 of 300010 bytes");
  }

  @Test
  void aLengthThatIsNotTheRegistrysIsRefusedBeforeTheFileIsRead() {
    server.on("/f", WrongServer.body(bytes(400_000, 9)));
    refused(
        "/f",
        "not the length that the registry says",
        "400000 bytes at 127.0.0.1, 300000 in the registry");
  }

  @Test
  void aLengthThatPromisesTooLittleIsFoundByTheChecksum() {
    server.on(
        "/f",
        (request, out) -> {
          WrongServer.head(out, "200 OK", "Content-Length: 299990");
          out.write(FILE);
        });
    assertThatThrownBy(() -> fetch(SHA256, -1, "/f"))
        .hasMessageContainingAll("not the one that the registry names", "SHA-256", SHA256);
    assertThat(part()).doesNotExist();
  }

  @Test
  void aServerThatSendsMoreAndMoreIsStopped() {
    server.on(
        "/f",
        (request, out) -> {
          WrongServer.head(out, "200 OK");
          endless(out);
        });
    refused("/f", "the server sends more than the registry says", "more than 300000 bytes");
    assertThatThrownBy(() -> fetch(null, -1, "/f"))
        .hasMessageContainingAll("longer than such a file can be", "more than 1000000 bytes");
  }

  private static void endless(OutputStream out) throws IOException {
    byte[] piece = bytes(10_000, 1);
    for (int i = 0; i < 10_000; i++) {
      out.write(piece);
    }
  }

  @Test
  void wrongBytesAreRefusedAndDeleted() {
    byte[] wrong = FILE.clone();
    wrong[123_456] ^= 1;
    server.on("/f", WrongServer.proper(wrong, TAG));
    refused("/f", "not the one that the registry names", sha256(wrong), SHA256, "it was deleted");
  }

  @Test
  void theNextMirrorMayBeRight() throws Exception {
    server.on("/a", WrongServer.proper(bytes(FILE.length, 3), TAG));
    server.on("/b", WrongServer.status("404 Not Found"));
    server.on("/c", WrongServer.proper(FILE, TAG));
    assertThat(fetch(SHA256, FILE.length, "/a", "/b", "/c").sha256()).isEqualTo(SHA256);
    assertThat(remarks).hasSize(2);
    assertThatThrownBy(() -> fetch("0".repeat(64), -1, "/a", "/b"))
        .hasMessageContainingAll(
            "none of the 2 mirrors gave the file", "SHA-256", "no longer there: 404");
  }

  @ParameterizedTest
  @CsvSource({
    "401 Unauthorized, the server does not give the file to everybody: 401",
    "403 Forbidden, the server does not give the file to everybody: 403",
    "404 Not Found, the file is no longer there: 404",
    "407 Proxy, the proxy wants a name and a password: 407",
    "429 Too Many, the server wants fewer requests: 429",
    "500 Oops, the server has a fault: 500",
    "503 Busy, the server has a fault: 503",
    "418 Teapot, the server refuses the file: 418"
  })
  void aStatusIsNamed(String status, String message) {
    server.on("/f", WrongServer.status(status));
    refused("/f", message);
    boolean passing = status.startsWith("5") || status.startsWith("429");
    assertThat(server.requests()).hasSize(passing ? 2 : 1);
  }

  @Test
  void redirectsAreFollowed() throws Exception {
    server.on("/a", WrongServer.status("302 Found", "Location: /b"));
    server.on("/b", WrongServer.status("307 Temporary", "Location: " + server.url("/f")));
    server.on("/f", WrongServer.proper(FILE, TAG));
    assertThat(fetch("/a").sha256()).isEqualTo(SHA256);
  }

  @Test
  void redirectsThatLeadNowhereAreNamed() {
    server.on("/a", WrongServer.status("302 Found", "Location: /b"));
    server.on("/b", WrongServer.status("302 Found", "Location: /a"));
    refused("/a", "the redirects go in a circle");
    for (int i = 0; i < 12; i++) {
      server.on("/n" + i, WrongServer.status("301 Moved", "Location: /n" + (i + 1)));
    }
    refused("/n0", "too many redirects");
    server.on("/none", WrongServer.status("302 Found"));
    refused("/none", "the redirect leads to no URL");
    server.on("/file", WrongServer.status("302 Found", "Location: file:///etc/passwd"));
    refused("/file", "the redirect leads to no URL", "file:///etc/passwd");
  }

  @Test
  void aWebPageInsteadOfTheFileIsNamed() {
    byte[] page = "\n<!DOCTYPE html><html>Please log in".getBytes(StandardCharsets.UTF_8);
    server.on("/f", WrongServer.body(page, "Content-Type: text/html"));
    refused("/f", "the server sent a web page and not the file");
  }

  @Test
  void aGitLfsPointerInsteadOfTheFileIsNamed() {
    String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + SHA256 + "\n";
    server.on("/f", WrongServer.body(pointer.getBytes(StandardCharsets.UTF_8)));
    refused("/f", "the server sent a Git LFS pointer and not the file");
  }

  @Test
  void aPackedAnswerIsNamed() {
    server.on("/f", WrongServer.body(FILE, "Content-Encoding: gzip"));
    refused("/f", "the server sends the file packed", "Content-Encoding: gzip");
  }

  @Test
  void aWrongPartIsNotTaken() throws Exception {
    server.on("/f", WrongServer.cutOff(FILE, TAG, 100_000));
    assertThatThrownBy(() -> fetch("/f")).isInstanceOf(OcelliException.class);
    Answer proper = WrongServer.proper(FILE, TAG);
    server.on(
        "/f",
        (request, out) -> {
          if (request.from() == 0) {
            proper.to(request, out);
            return;
          }
          WrongServer.head(
              out,
              "206 Partial Content",
              "Content-Length: 10",
              "Content-Range: bytes 5-14/" + FILE.length);
          out.write(FILE, 5, 10);
        });
    assertThat(fetch("/f").sha256()).isEqualTo(SHA256);
  }

  @Test
  void aServerThatHasNoMoreBytesIsAskedForAll() throws Exception {
    server.on("/f", WrongServer.cutOff(FILE, TAG, 100_000));
    assertThatThrownBy(() -> fetch("/f")).isInstanceOf(OcelliException.class);
    Answer proper = WrongServer.proper(FILE, TAG);
    Answer none = WrongServer.status("416 Range Not Satisfiable");
    server.on("/f", (request, out) -> (request.from() == 0 ? proper : none).to(request, out));
    assertThat(fetch("/f").sha256()).isEqualTo(SHA256);
  }

  @Test
  void aFullDiskIsNamedBeforeTheFirstByte() {
    server.on("/f", WrongServer.proper(FILE, TAG));
    Download download = new Download(QUICK, Map.of(), listener, disk -> 400_000);
    RemoteFile file = new RemoteFile(List.of(server.url("/f")), SHA256, FILE.length);
    assertThatThrownBy(() -> download.fetch(file, "the registry", part(), MOST))
        .hasMessageContainingAll("not enough space", "0.6 MB needed, 0.4 MB free", "OCELLI_HOME");
  }

  @Test
  void aStoppedDownloadKeepsItsBytes() throws Exception {
    server.on("/f", WrongServer.proper(FILE, TAG));
    TransferListener impatient =
        new TransferListener() {
          @Override
          public boolean cancelled() {
            return true;
          }
        };
    RemoteFile file = new RemoteFile(List.of(server.url("/f")), SHA256, FILE.length);
    assertThatThrownBy(
            () ->
                new Download(QUICK, Map.of(), impatient).fetch(file, "the registry", part(), MOST))
        .hasMessageContainingAll("the download was stopped", "are kept");
    assertThat(part()).isNotEmptyFile();
    assertThat(fetch("/f").sha256()).isEqualTo(SHA256);
    assertThat(begunAt.get(0)).isGreaterThan(0);
  }

  @Test
  void aFileUrlIsCopiedAndChecked() throws Exception {
    Path source = Files.write(folder.resolve("source.bin"), FILE);
    RemoteFile file = new RemoteFile(List.of(source.toUri()), SHA256, FILE.length);
    assertThat(Files.readAllBytes(fetch(file).file())).isEqualTo(FILE);
    Files.delete(part());
    assertThatThrownBy(() -> fetch(new RemoteFile(List.of(source.toUri()), "0".repeat(64), -1)))
        .hasMessageContaining("not the one that the registry names");
    Files.delete(source);
    assertThatThrownBy(() -> fetch(file)).hasMessageContaining("cannot be read");
  }

  @Test
  void theProxyOfTheEnvironmentIsAsked() throws Exception {
    server.on("http://models.example.org/f", WrongServer.proper(FILE, TAG));
    URI far = URI.create("http://models.example.org/f");
    String proxy = "http://127.0.0.1:" + server.url("/").getPort();
    Download download =
        new Download(QUICK, Map.of("HTTP_PROXY", proxy, "NO_PROXY", "example.com"), listener);
    RemoteFile file = new RemoteFile(List.of(far), SHA256, FILE.length);
    assertThat(download.fetch(file, "the registry", part(), MOST).sha256()).isEqualTo(SHA256);
    EnvironmentProxy selector =
        new EnvironmentProxy(
            Map.of("https_proxy", "proxy.site:3128", "no_proxy", ".site,localhost:8080"));
    assertThat(selector.select(URI.create("https://a.org/")).toString()).contains("3128");
    assertThat(selector.select(URI.create("https://a.site/")).toString()).isEqualTo("[DIRECT]");
    assertThat(selector.select(URI.create("https://localhost:8080/")).toString())
        .isEqualTo("[DIRECT]");
    assertThat(selector.select(URI.create("https://localhost/")).toString()).contains("3128");
    assertThat(selector.select(URI.create("http://a.org/")).toString()).isEqualTo("[DIRECT]");
  }

  static byte[] bytes(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
