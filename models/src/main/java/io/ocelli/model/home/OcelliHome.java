package io.ocelli.model.home;

import java.nio.file.Path;

/** The folder where Ocelli keeps what outlives a command: models and caches. */
public final class OcelliHome {
  private OcelliHome() {}

  /**
   * The system property {@code ocelli.home}, else the environment variable {@code OCELLI_HOME},
   * else {@code .ocelli} in the user's home folder. It need not exist.
   */
  public static Path folder() {
    String property = System.getProperty("ocelli.home", "");
    String variable = System.getenv("OCELLI_HOME");
    if (!property.isBlank()) {
      return Path.of(property).toAbsolutePath();
    }
    if (variable != null && !variable.isBlank()) {
      return Path.of(variable).toAbsolutePath();
    }
    return Path.of(System.getProperty("user.home", "."), ".ocelli").toAbsolutePath();
  }
}
