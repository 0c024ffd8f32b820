package io.ocelli.app.cli;

import io.ocelli.image.Image;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Does once what the commands that should start fast do, so that the JVM can write down the classes
 * they load ({@code -XX:ArchiveClassesAtExit}). The launcher runs it before the first command.
 */
public final class WarmUp {
  /** Three classes, the mean of red, of green and of blue: the smallest classifier there is. */
  private static final String MODEL = "red-green-blue.onnx";

  private WarmUp() {}

  /** Takes no arguments, and says nothing. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("ocelli-warm-up");
    try {
      Path model = folder.resolve(MODEL);
      try (InputStream in = WarmUp.class.getResourceAsStream(MODEL)) {
        if (in == null) {
          throw new IOException("not in the jar: " + MODEL);
        }
        Files.copy(in, model);
      }
      Path picture = folder.resolve("picture.jpg");
      try (Image image = Image.blank(48, 48, 30, 60, 200)) {
        image.write(picture);
      }
      run("--version");
      run("classify", "--help");
      for (String format : new String[] {"jsonl", "csv", "table"}) {
        run("classify", picture.toString(), "-m", model.toString(), "--format", format);
      }
      run("classify", picture.toString());
      run("image", picture.toString(), "gray", "-q", "-o", folder.resolve("gray.png").toString());
      // As in the store, where what is known of a model lies beside it.
      Files.writeString(
          folder.resolve(MODEL.replace(".onnx", ".yaml")),
          "ocelli.task: \"classify\"\nocelli.labels:\n- \"red\"\n- \"green\"\n- \"blue\"\n");
      run("classify", folder.toString(), "-m", model.toString(), "--out", folder.toString());
      String clip = folder.resolve("clip.mp4").toString();
      run("video", "assemble", picture.toString(), "-o", clip, "-q");
      run("video", "info", clip);
    } finally {
      delete(folder);
    }
  }

  private static void run(String... args) throws IOException {
    int code =
        Main.run(
            new Terminal(OutputStream.nullOutputStream(), OutputStream.nullOutputStream()), args);
    if (code != ExitCode.DONE) {
      throw new IOException(String.join(" ", args) + " ended with " + code);
    }
  }

  private static void delete(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
        for (Path file : files) {
          delete(file);
        }
      }
    }
    Files.deleteIfExists(path);
  }
}
