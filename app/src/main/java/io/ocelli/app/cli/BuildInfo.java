package io.ocelli.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What this Ocelli was built from.
 *
 * @param version of the project
 * @param commit abbreviated, empty when it was not built from a git checkout
 * @param platform the natives belong to, in JavaCPP's words: {@code linux-x86_64}
 */
public record BuildInfo(String version, String commit, String platform) {
  /** What the build wrote down. */
  public static BuildInfo read() {
    Properties properties = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream("build.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String commit = properties.getProperty("commit", "").strip();
    return new BuildInfo(
        properties.getProperty("version", "unknown").strip(),
        commit.matches("[0-9a-f]{7,40}") ? commit : "",
        properties.getProperty("platform", "").strip());
  }

  /** One line for {@code --version}: version, commit, Java, platform. */
  public String line() {
    return "ocelli "
        + version
        + (commit.isEmpty() ? "" : " (" + commit + ")")
        + ", Java "
        + System.getProperty("java.version")
        + ", "
        + platform;
  }
}
