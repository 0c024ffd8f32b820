package io.ocelli.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.ocelli.error.UsageException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    for (String name :
        List.of(
            "b.jpg",
            "a.PNG",
            "notes.txt",
            "лист 01.jpg",
            "-dash.jpg",
            "inner/c.webp",
            "inner/deep/d.jpeg",
            "folder.jpg/e.jpg",
            ".hidden.jpg")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
  }

  @Test
  void aFolderStandsForThePicturesBelowItInOrder() {
    Sources sources = Sources.of(List.of(folder.toString()));
    assertThat(relative(sources))
        .containsExactly(
            "-dash.jpg",
            "a.PNG",
            "b.jpg",
            "folder.jpg/e.jpg",
            "inner/c.webp",
            "inner/deep/d.jpeg",
            "лист 01.jpg");
    assertThat(sources.others()).containsExactly(folder.resolve("notes.txt").toString());
  }

  @Test
  void aFileNamedOutrightIsTakenWhateverItsName() {
    assertThat(relative(Sources.of(List.of(folder.resolve("notes.txt").toString()))))
        .containsExactly("notes.txt");
  }

  @Test
  void theOrderIsThatOfTheCommandLine() {
    assertThat(relative(Sources.of(List.of(path("b.jpg"), path("inner"), path("a.PNG")))))
        .containsExactly("b.jpg", "inner/c.webp", "inner/deep/d.jpeg", "a.PNG");
  }

  @Test
  void globsAreExpanded() {
    assertThat(relative(Sources.of(List.of(path("*.jpg")))))
        .containsExactly("-dash.jpg", "b.jpg", "folder.jpg/e.jpg", "лист 01.jpg");
    assertThat(relative(Sources.of(List.of(path("**/*.jpg")))))
        .containsExactly("-dash.jpg", "b.jpg", "folder.jpg/e.jpg", "лист 01.jpg");
    assertThat(relative(Sources.of(List.of(path("inner/**")))))
        .containsExactly("inner/c.webp", "inner/deep/d.jpeg");
    assertThat(relative(Sources.of(List.of(path("{a,b}.*"))))).containsExactly("a.PNG", "b.jpg");
    assertThat(relative(Sources.of(List.of(path("inner/*/?.jpeg")))))
        .containsExactly("inner/deep/d.jpeg");
    assertThat(relative(Sources.of(List.of(path(".*.jpg"))))).containsExactly(".hidden.jpg");
  }

  @Test
  void aNameThatLooksLikeAGlobIsAFileFirst() throws IOException {
    Files.writeString(folder.resolve("x[1].jpg"), "");
    Files.writeString(folder.resolve("x1.jpg"), "");
    assertThat(relative(Sources.of(List.of(path("x[1].jpg"))))).containsExactly("x[1].jpg");
  }

  @Test
  void archivesAreOpened() throws IOException {
    Path zip = folder.resolve("some.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String name : List.of("z/2.jpg", "z/1.png", "z/read.me")) {
        out.putNextEntry(new ZipEntry(name));
        out.write(name.getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    Sources sources = Sources.of(List.of(zip.toString()));
    assertThat(sources.all())
        .extracting(Source::name)
        .containsExactly(zip + "!/z/1.png", zip + "!/z/2.jpg");
    assertThat(sources.others()).containsExactly(zip + "!/z/read.me");
  }

  @Test
  void aDamagedArchiveIsAMissingInput() throws IOException {
    Path zip = Files.writeString(folder.resolve("broken.zip"), "PK\3\4 and then nothing");
    Sources sources = Sources.of(List.of(zip.toString(), path("b.jpg")));
    assertThat(sources.all().get(0)).isInstanceOf(Source.Missing.class);
    assertThat(sources.missing()).isEqualTo(1);
  }

  @Test
  void aListIsRelativeToItself() throws IOException {
    Path list = folder.resolve("inner/list.txt");
    Files.writeString(list, "\uFEFFc.webp\r\n\r\n../лист 01.jpg\r\ndeep\n../-dash.jpg\n*.webp\n");
    assertThat(relative(Sources.of(List.of("@" + list))))
        .containsExactly(
            "inner/c.webp", "лист 01.jpg", "inner/deep/d.jpeg", "-dash.jpg", "inner/c.webp");
  }

  @Test
  void aListThatIsNotUtf8IsSaid() throws IOException {
    Path list = folder.resolve("list.txt");
    Files.write(list, "caf\u00e9.jpg".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Sources.of(List.of("@" + list)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("the list is not UTF-8");
  }

  @Test
  void whatIsMissingKeepsItsPlaceAndTheRestGoesOn() {
    Sources sources = Sources.of(List.of(path("b.jpg"), path("bb.jpg"), path("*.tiff")));
    assertThat(sources.all()).hasSize(3);
    assertThat(sources.all().get(1))
        .isEqualTo(
            new Source.Missing(
                path("bb.jpg"), "no such file or folder", "did you mean " + path("b.jpg") + "?"));
    assertThat(sources.all().get(2))
        .isInstanceOfSatisfying(
            Source.Missing.class,
            missing -> assertThat(missing.problem()).isEqualTo("no file matches"));
  }

  @Test
  void nothingAtAllIsWrongUsage() throws IOException {
    assertThatThrownBy(() -> Sources.of(List.of(path("absent"))))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no such file or folder: " + path("absent"));
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> Sources.of(List.of(empty.toString())))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no pictures: " + empty);
    assertThatThrownBy(() -> Sources.of(List.of("s3://bucket/a.jpg")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("not fetched");
  }

  @Test
  void addressesAreFetchedWithinBounds() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          byte[] body = new byte[path.contains("large") ? 5000 : 50];
          if (path.contains("moved")) {
            exchange.getResponseHeaders().add("Location", "/лист.jpg");
            exchange.sendResponseHeaders(302, -1);
          } else {
            exchange.sendResponseHeaders(path.contains("absent") ? 404 : 200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
              out.write(body);
            }
          }
          exchange.close();
        });
    server.start();
    try {
      String base = "http://127.0.0.1:" + server.getAddress().getPort();
      RemoteImage remote = new RemoteImage(1000);
      Sources sources = Sources.of(List.of(base + "/a лист.jpg", base + "/moved.jpg"));
      for (Source source : sources.all()) {
        assertThat(remote.fetch((Source.Remote) source).read()).hasSize(50);
        assertThat(remote.fetch((Source.Remote) source).name()).isEqualTo(source.name());
      }
      assertThatThrownBy(() -> remote.fetch(at(base + "/absent.jpg")))
          .hasMessage("the server answers with status 404");
      assertThatThrownBy(() -> remote.fetch(at(base + "/large.jpg")))
          .hasMessage("larger than 1000 bytes");
    } finally {
      server.stop(0);
    }
    assertThatThrownBy(
            () ->
                new RemoteImage()
                    .fetch(at("http://127.0.0.1:" + server.getAddress().getPort() + "/a.jpg")))
        .hasMessageContaining("no connection to 127.0.0.1");
  }

  private static Source.Remote at(String address) {
    return new Source.Remote(address, URI.create(address));
  }

  private String path(String name) {
    return folder.resolve("x").resolveSibling(name).toString();
  }

  private List<String> relative(Sources sources) {
    return sources.all().stream()
        .map(source -> folder.relativize(Path.of(source.name()).normalize()).toString())
        .toList();
  }
}
