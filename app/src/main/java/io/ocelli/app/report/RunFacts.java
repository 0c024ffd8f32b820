package io.ocelli.app.report;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a report comes from.
 *
 * @param name name of the run
 * @param command the exact command that repeats it
 * @param args every option with the value that was used, defaults included
 * @param started when, with its time zone
 * @param took how long
 * @param environment versions and devices: "Ocelli", "Java", "system", "device", …
 */
public record RunFacts(
    String name,
    String command,
    Map<String, String> args,
    ZonedDateTime started,
    Duration took,
    Map<String, String> environment) {

  public RunFacts {
    args = Collections.unmodifiableMap(new LinkedHashMap<>(args));
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }
}
