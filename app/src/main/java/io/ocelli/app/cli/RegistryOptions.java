package io.ocelli.app.cli;

import io.ocelli.model.home.OcelliHome;
import io.ocelli.model.zoo.registry.PullOptions;
import io.ocelli.model.zoo.registry.Registry;
import io.ocelli.model.zoo.registry.RegistrySource;
import io.ocelli.model.zoo.registry.TransferLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which registries a command reads, and how long it waits for servers. */
final class RegistryOptions {
  @Option(
      names = "--registry",
      paramLabel = "URL|FILE",
      description =
          "A further registry; its entries win over Ocelli's of the same name. May be given"
              + " several times. OCELLI_REGISTRY names more, with commas.",
      order = 20)
  private List<String> registries = new ArrayList<>();

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description =
          "How long a server may be silent before the next try (default: ${DEFAULT-VALUE}).",
      order = 21)
  private double patience = 30;

  PullOptions pullOptions() {
    if (!(patience > 0 && patience <= 86_400)) {
      throw new io.ocelli.error.UsageException(
          "not a time to wait", String.valueOf(patience), "--patience", "give seconds above 0");
    }
    return PullOptions.in(OcelliHome.folder())
        .withLimits(TransferLimits.USUAL.withPatience(Duration.ofMillis((long) (patience * 1000))));
  }

  Registry registry(PullOptions options) throws InterruptedException {
    List<String> places = new ArrayList<>();
    String variable = System.getenv(RegistrySource.VARIABLE);
    if (variable != null) {
      for (String place : variable.split(",", -1)) {
        if (!place.isBlank()) {
          places.add(place.strip());
        }
      }
    }
    places.addAll(registries);
    return RegistrySource.all(places, options);
  }
}
