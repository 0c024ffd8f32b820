package io.ocelli.app.cli;

import io.ocelli.model.Classifier;
import java.util.LinkedHashMap;
import java.util.Map;

/** Versions and machine, as reports show them. */
final class Environment {
  private Environment() {}

  static Map<String, String> of(Classifier classifier) {
    BuildInfo build = BuildInfo.read();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "Ocelli", build.version() + (build.commit().isEmpty() ? "" : " (" + build.commit() + ")"));
    facts.put(
        "Java", System.getProperty("java.version") + ", " + System.getProperty("java.vendor"));
    facts.put(
        "system",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
            + ", "
            + Runtime.getRuntime().availableProcessors()
            + " processors");
    facts.put("device", classifier.provider().device().toString());
    return facts;
  }
}
