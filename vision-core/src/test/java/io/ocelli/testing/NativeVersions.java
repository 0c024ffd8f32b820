package io.ocelli.testing;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds JavaCPP libraries of more than one version on a class path: they load whichever comes first
 * and crash the JVM later. OpenBLAS may be of another line than JavaCPP; it is pinned to the one
 * that nd4j brings (openblas.version in the parent pom).
 */
public final class NativeVersions {
  private static final Pattern JAR =
      Pattern.compile(
          "(javacpp|javacv|opencv|openblas|ffmpeg)-(\\d[\\d.]*(?:-\\d[\\d.]*\\d)?).*\\.jar");
  private static final Set<String> SAME_LINE = Set.of("opencv", "javacv", "ffmpeg");

  private NativeVersions() {}

  /** The versions of each library on a class path, by the names of its jars. */
  public static Map<String, Set<String>> of(String classPath) {
    Map<String, Set<String>> versions = new TreeMap<>();
    Arrays.stream(classPath.split(Pattern.quote(File.pathSeparator)))
        .map(path -> JAR.matcher(new File(path).getName()))
        .filter(Matcher::matches)
        .forEach(
            jar ->
                versions.computeIfAbsent(jar.group(1), key -> new TreeSet<>()).add(jar.group(2)));
    return versions;
  }

  /** What is wrong with a class path; empty when there is one version of each library. */
  public static List<String> problems(String classPath) {
    Map<String, Set<String>> versions = of(classPath);
    String line = String.join(",", versions.getOrDefault("javacpp", Set.of("none")));
    return versions.entrySet().stream()
        .filter(
            entry ->
                entry.getValue().size() > 1
                    || (SAME_LINE.contains(entry.getKey())
                        && !entry.getValue().iterator().next().endsWith(line)))
        .map(entry -> entry.getKey() + " " + entry.getValue() + " with javacpp " + line)
        .toList();
  }
}
