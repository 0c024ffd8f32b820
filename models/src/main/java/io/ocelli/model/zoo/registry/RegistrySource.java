package io.ocelli.model.zoo.registry;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Finds the registries that a user or a site names. */
public final class RegistrySource {
  /** Names further registries, with commas between them. */
  public static final String VARIABLE = "OCELLI_REGISTRY";

  private static final int MOST_BYTES = 2_000_000;

  private RegistrySource() {}

  /**
   * The built-in registry and those named, later ones winning.
   *
   * @param places files or URLs
   * @throws UsageException when one is not there
   * @throws OcelliException when one is no registry; the message names the line
   */
  public static Registry all(List<String> places, PullOptions options) throws InterruptedException {
    Registry all = Registry.builtIn();
    for (String place : places) {
      all = all.with(of(place, options));
    }
    return all;
  }

  /** The registry in a file or at a URL. */
  public static Registry of(String place, PullOptions options) throws InterruptedException {
    String low = place.toLowerCase(Locale.ROOT);
    if (!low.startsWith("http://") && !low.startsWith("https://")) {
      return Registry.read(low.startsWith("file:") ? Path.of(uri(place)) : Path.of(place));
    }
    Download download =
        new Download(options.limits(), options.environment(), TransferListener.SILENT);
    try {
      String text = new String(download.read(uri(place), MOST_BYTES), StandardCharsets.UTF_8);
      return Registry.read(text, place, null);
    } catch (TransferException e) {
      throw new OcelliException(
          "the registry cannot be downloaded: " + e.problem(), e.value(), place, e.remedy(), e);
    }
  }

  private static URI uri(String place) {
    try {
      return URI.create(place);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "not a URL", place, "--registry", "write spaces as %20, or give a file");
    }
  }
}
