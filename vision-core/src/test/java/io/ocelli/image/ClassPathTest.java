package io.ocelli.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.testing.NativeVersions;
import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Test;

/** There is one JavaCPP and one OpenCV on the class path. */
class ClassPathTest {
  @Test
  void oneVersionOfEachNativeLibrary() {
    String classPath = System.getProperty("java.class.path");
    assertThat(NativeVersions.of(classPath))
        .containsKeys("javacpp", "opencv", "ffmpeg", "openblas");
    assertThat(NativeVersions.problems(classPath)).isEmpty();
  }

  @Test
  void twoVersionsAreFound() {
    assertThat(problems("a/javacpp-1.5.13.jar", "b/javacpp-1.5.7-linux-x86_64.jar")).hasSize(1);
    assertThat(
            problems(
                "javacpp-1.5.13.jar",
                "opencv-4.13.0-1.5.13.jar",
                "opencv-4.5.5-1.5.7-linux-x86_64.jar"))
        .hasSize(1);
    assertThat(problems("javacpp-1.5.13.jar", "opencv-4.5.5-1.5.7-windows-x86_64.jar"))
        .as("OpenCV of another JavaCPP line")
        .hasSize(1);
    assertThat(problems("javacpp-1.5.13.jar", "openblas-0.3.19-1.5.7-linux-x86_64.jar")).isEmpty();
  }

  private static List<String> problems(String... jars) {
    return NativeVersions.problems(String.join(File.pathSeparator, jars));
  }
}
