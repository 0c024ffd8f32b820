package io.ocelli.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * There is one JavaCPP and one OpenCV on the class path: two of either load whichever comes first
 * and crash the JVM later. OpenBLAS is pinned to the line that nd4j brings (see the parent pom).
 */
class ClassPathTest {
  private static final Pattern JAR =
      Pattern.compile(
          "(javacpp|javacv|opencv|openblas|ffmpeg)-(\\d[\\d.]*(?:-\\d[\\d.]*\\d)?).*\\.jar");

  @Test
  void oneVersionOfEachNativeLibrary() {
    Map<String, Set<String>> versions = versions(System.getProperty("java.class.path"));
    assertThat(versions).containsKeys("javacpp", "opencv", "openblas");
    assertThat(problems(versions)).isEmpty();
  }

  @Test
  void twoVersionsAreFound() {
    String separator = File.pathSeparator;
    assertThat(
            problems(
                versions("a/javacpp-1.5.13.jar" + separator + "b/javacpp-1.5.7-linux-x86_64.jar")))
        .hasSize(1);
    assertThat(
            problems(
                versions(
                    "opencv-4.13.0-1.5.13.jar"
                        + separator
                        + "opencv-4.5.5-1.5.7-linux-x86_64.jar")))
        .hasSize(1);
    assertThat(
            problems(
                versions(
                    "javacpp-1.5.13.jar" + separator + "opencv-4.5.5-1.5.7-windows-x86_64.jar")))
        .as("OpenCV of another JavaCPP line")
        .hasSize(1);
    assertThat(
            problems(
                versions(
                    "javacpp-1.5.13.jar" + separator + "openblas-0.3.19-1.5.7-linux-x86_64.jar")))
        .isEmpty();
  }

  private static List<String> problems(Map<String, Set<String>> versions) {
    String line = String.join(",", versions.getOrDefault("javacpp", Set.of()));
    return versions.entrySet().stream()
        .filter(
            entry ->
                entry.getValue().size() > 1
                    || (List.of("opencv", "javacv", "ffmpeg").contains(entry.getKey())
                        && versions.containsKey("javacpp")
                        && !entry.getValue().iterator().next().endsWith(line)))
        .map(entry -> entry.getKey() + " " + entry.getValue() + " with javacpp " + line)
        .toList();
  }

  private static Map<String, Set<String>> versions(String classPath) {
    Map<String, Set<String>> versions = new TreeMap<>();
    Arrays.stream(classPath.split(Pattern.quote(File.pathSeparator)))
        .map(path -> JAR.matcher(new File(path).getName()))
        .filter(Matcher::matches)
        .forEach(
            jar ->
                versions.computeIfAbsent(jar.group(1), key -> new TreeSet<>()).add(jar.group(2)));
    return versions;
  }
}
