package io.ocelli.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.geometry.Point;
import io.ocelli.image.Image;
import io.ocelli.image.Rgb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Text on a machine without fonts, as in a small container: a Java of its own is started where the
 * folders of fonts are empty and, the second time, the library fontconfig is missing too. Needs
 * Linux and the right to make a user namespace ({@code unshare -rm}); is skipped elsewhere.
 */
class NoFontsTest {
  private static final String TEXT = "Größe العربية हिन्दी ไทย 中文 한국어";

  @TempDir Path empty;

  /** What runs in the other Java: prints how many pixels have ink. */
  public static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      try (Image image = Image.blank(500, 60, 255, 255, 255)) {
        Canvas.on(image).text(TEXT, new Point(10, 40), TextStyle.of(24), Rgb.BLACK);
        System.out.println("ink " + ink(image));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void textIsDrawnWithoutAnyFontOfTheSystem(boolean fontconfig) throws Exception {
    StringBuilder hide = new StringBuilder();
    for (String folder : List.of("/usr/share/fonts", "/usr/local/share/fonts", "/etc/fonts")) {
      if (Files.isDirectory(Path.of(folder))) {
        hide.append("mount --bind '").append(empty).append("' ").append(folder).append(" && ");
      }
    }
    for (Path library : fontconfig ? List.<Path>of() : fontconfigLibraries()) {
      hide.append("mount --bind /dev/null ").append(library).append(" && ");
    }
    Assumptions.assumeTrue(
        run(hide + "true").startsWith("0 "), "user namespaces are not allowed here");

    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String said =
        run(
            hide
                + "HOME='%s' exec '%s' -Djava.awt.headless=true -cp '%s' '%s'"
                    .formatted(
                        empty,
                        java,
                        System.getProperty("java.class.path"),
                        Program.class.getName()));

    try (Image image = Image.blank(500, 60, 255, 255, 255)) {
      TextStyle bundled = TextStyle.of(24).withFonts(TextStyle.Fonts.BUNDLED);
      Canvas.on(image).text(TEXT, new Point(10, 40), bundled, Rgb.BLACK);
      assertThat(said).contains("ink " + ink(image));
    }
  }

  private static int ink(Image image) {
    var pixels = image.pixels();
    int dark = 0;
    for (int i = 0; i < pixels.capacity(); i += 3) {
      dark += (pixels.get(i) & 255) < 128 ? 1 : 0;
    }
    return dark;
  }

  private static List<Path> fontconfigLibraries() throws IOException {
    try (Stream<Path> folders =
        Stream.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64")
            .map(Path::of)
            .filter(Files::isDirectory)) {
      for (Path folder : folders.toList()) {
        try (Stream<Path> files = Files.list(folder)) {
          List<Path> found =
              files
                  .filter(f -> f.getFileName().toString().startsWith("libfontconfig.so"))
                  .filter(f -> !Files.isSymbolicLink(f))
                  .toList();
          if (!found.isEmpty()) {
            return found;
          }
        }
      }
    }
    return List.of();
  }

  /** The exit code and what was printed. */
  private static String run(String script) throws Exception {
    Process process;
    try {
      process =
          new ProcessBuilder("unshare", "-rm", "sh", "-c", script)
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      return "no unshare";
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue() + " " + said;
  }
}
