package io.ocelli.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program, started by its script from a folder with an unusual name. */
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {
  private static final Path PACKAGE = Path.of("target", "ocelli").toAbsolutePath();

  @TempDir Path folder;
  private Path home = Path.of("");

  @BeforeEach
  void install() throws IOException {
    home = Files.createDirectory(folder.resolve("my ocelli ü"));
    Files.createDirectory(home.resolve("bin"));
    Files.copy(PACKAGE.resolve("bin/ocelli"), home.resolve("bin/ocelli"));
    assertThat(home.resolve("bin/ocelli").toFile().setExecutable(true)).isTrue();
    Files.createDirectory(home.resolve("lib"));
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(PACKAGE.resolve("lib"))) {
      for (Path part : parts) {
        if (!part.toString().contains("classes-")) {
          Files.createSymbolicLink(home.resolve("lib").resolve(part.getFileName()), part);
        }
      }
    }
  }

  @Test
  void startsFromAFolderWithSpacesAndThroughALink() throws Exception {
    Invocation version = Invocation.run(launcher("--version"));
    assertThat(version.code()).as(version.err()).isEqualTo(ExitCode.DONE);
    assertThat(version.out()).startsWith("ocelli ").contains(", Java ");
    Path link = Files.createSymbolicLink(folder.resolve("oc"), home.resolve("bin/ocelli"));
    ProcessBuilder again = launcher("--version");
    again.command(link.toString(), "--version");
    Invocation linked = Invocation.run(again);
    assertThat(linked.out()).isEqualTo(version.out());
    assertThat(linked.err()).as("the second start prepares nothing").isEmpty();
  }

  @Test
  void classifiesWithItsOwnNativesAndAnyNameInAnAsciiLocale() throws Exception {
    Path model = folder.resolve("rgb.onnx");
    try (InputStream in = WarmUp.class.getResourceAsStream("red-green-blue.onnx")) {
      Files.copy(in, model);
    }
    Path picture = folder.resolve("лист 🍅.png");
    Files.write(picture, tinyPng());
    ProcessBuilder builder =
        launcher("classify", "*🍅.png", "-m", model.toString(), "--format", "jsonl");
    builder.directory(folder.toFile());
    builder.environment().put("LC_ALL", "C");
    // Only the packaged natives may be used, so nothing is unpacked here.
    builder.environment().put("HOME", folder.resolve("nobody").toString());
    builder.environment().put("OCELLI_JAVA_OPTS", "-Duser.home=" + folder.resolve("nobody"));
    Invocation done = Invocation.run(builder);
    assertThat(done.code()).as(done.err()).isEqualTo(ExitCode.DONE);
    assertThat(done.out()).startsWith("{\"source\":\"лист 🍅.png\",\"width\":1,\"height\":1,");
    assertThat(folder.resolve("nobody/.javacpp")).doesNotExist();
    assertThat(folder.resolve("nobody/.ocelli")).doesNotExist();
  }

  @Test
  void answersWithTheModelInItsJarAndWritesNothing() throws Exception {
    Path picture = Files.write(folder.resolve("leaf.png"), tinyPng());
    ProcessBuilder builder = launcher("classify", picture.toString(), "--format", "csv");
    builder.environment().put("OCELLI_JAVA_OPTS", "-Duser.home=" + folder.resolve("nobody"));
    Invocation done = Invocation.run(builder);
    assertThat(done.code()).as(done.err()).isEqualTo(ExitCode.DONE);
    assertThat(done.out()).contains(",1,", "Corn___");
    assertThat(done.err()).contains("embedded:corn answers");
    assertThat(folder.resolve("nobody")).doesNotExist();
  }

  @Test
  void everyNativePartLoadsAndABrokenOneIsNamed() throws Exception {
    Invocation whole = Invocation.run(launcher("doctor"));
    assertThat(whole.out()).contains("Everything that is needed works.");
    Path natives = home.resolve("lib/native");
    try (Stream<Path> files = Files.list(natives)) {
      // What System.loadLibrary asks for; JavaCPP loads nothing by a name with a version.
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.matches("lib.*\\.so\\..*"))
          .allSatisfy(
              name ->
                  assertThat(natives.resolve(name.substring(0, name.indexOf(".so") + 3))).exists());
    }
    Path all = natives.toRealPath();
    Files.delete(natives);
    Files.createDirectory(natives);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(all)) {
      for (Path file : files) {
        // What reading a picture needs, but for one; a copy, because a link leads back to that one.
        if (file.getFileName()
            .toString()
            .matches(
                "lib(jni)?(javacpp|openblas|gfortran|quadmath|gcc_s|opencv_(core|imgcodecs)).*")) {
          Files.copy(file, natives.resolve(file.getFileName()), LinkOption.NOFOLLOW_LINKS);
        }
      }
    }
    Invocation broken = Invocation.run(launcher("doctor"));
    assertThat(broken.out())
        .containsPattern("OpenCV +does not work: UnsatisfiedLinkError: .*libopencv_imgproc");
  }

  @Test
  void aPipeThatIsClosedEndsQuietly() throws Exception {
    List<String> command = launcher("completion").command();
    Invocation piped =
        Invocation.run(
            new ProcessBuilder(
                "sh",
                "-c",
                "'"
                    + command.get(0)
                    + "' --version >&2; '"
                    + command.get(0)
                    + "' completion | head -n 1"));
    assertThat(piped.out().lines()).containsExactly("#!/usr/bin/env bash");
    assertThat(piped.err()).doesNotContain("error", "Exception");
  }

  @Test
  void anOldJavaIsSaid() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("old"));
    Path java = bin.resolve("java");
    Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    ProcessBuilder builder = launcher("--version");
    builder.environment().remove("JAVA_HOME");
    builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
    Invocation old = Invocation.run(builder);
    assertThat(old.code()).isEqualTo(ExitCode.NOT_DONE);
    assertThat(old.err())
        .startsWith("error: no Java of version 17 or newer\n")
        .contains(java + " is Java 11.0.2", "  try:  install a JDK 17");
  }

  private ProcessBuilder launcher(String... args) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/ocelli").toString());
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder;
  }

  private static byte[] tinyPng() {
    try (Image image = Image.blank(1, 1, 10, 20, 240)) {
      return image.encode(ImageFormat.PNG);
    }
  }
}
