package io.ocelli.model.zoo.registry;

import io.ocelli.error.NearNames;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Models that can be downloaded: those of the project, and those of a site's own registry.
 *
 * @param title what it calls itself
 * @param origin the file or URL it was read from
 * @param entries by name, in the order of the text
 * @param labels its lists of labels by name
 */
public record Registry(
    String title,
    String origin,
    Map<String, RegistryEntry> entries,
    Map<String, LabelList> labels) {
  private static final String BUILT_IN = "zoo.yaml";

  /** Copies. */
  public Registry {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }

  /** The registry that comes with Ocelli. */
  public static Registry builtIn() {
    try (InputStream in = Registry.class.getResourceAsStream(BUILT_IN)) {
      if (in == null) {
        throw new IllegalStateException(BUILT_IN + " is missing from the jar");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return RegistryReader.read(text, "Ocelli's registry", null, Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A registry from a file. Relative paths in it are relative to its folder; it may name the lists
   * of labels of the built-in one.
   *
   * @throws UsageException when there is no such file
   * @throws OcelliException when it is no registry; the message names the line
   */
  public static Registry read(Path file) {
    try {
      return read(Files.readString(file), file.toString(), file.toAbsolutePath().getParent());
    } catch (NoSuchFileException e) {
      throw new UsageException(
          "no such registry", file.toString(), "--registry", "give a file or a URL");
    } catch (MalformedInputException e) {
      throw new OcelliException(
          "the registry is no UTF-8 text", file.toString(), "--registry", "save it as UTF-8", e);
    } catch (IOException e) {
      throw new OcelliException(
          "the registry cannot be read",
          String.valueOf(e.getMessage()),
          file.toString(),
          "give a file or a URL",
          e);
    }
  }

  static Registry read(String text, String origin, @org.jspecify.annotations.Nullable Path folder) {
    return RegistryReader.read(text, origin, folder, builtIn().labels());
  }

  /** This registry and another, whose entries win where both have a name. */
  public Registry with(Registry other) {
    Map<String, RegistryEntry> both = new LinkedHashMap<>(entries);
    both.putAll(other.entries);
    Map<String, LabelList> lists = new LinkedHashMap<>(labels);
    lists.putAll(other.labels);
    return new Registry(title + ", " + other.title, origin + ", " + other.origin, both, lists);
  }

  /**
   * The entry of this name.
   *
   * @throws UsageException when there is none; near names are suggested
   */
  public RegistryEntry entry(String name) {
    RegistryEntry entry = entries.get(name);
    if (entry == null) {
      List<String> near = NearNames.of(name, entries.keySet());
      throw new UsageException(
          "no such model in the registry",
          name,
          origin,
          near.isEmpty()
              ? "'ocelli models search' lists them"
              : "did you mean '" + String.join("' or '", near) + "'?");
    }
    return entry;
  }

  /** Entries in whose name, title, task, family or licence every word is found, in any case. */
  public List<RegistryEntry> search(Collection<String> words) {
    return entries.values().stream()
        .filter(
            entry -> {
              String text =
                  String.join(
                          " ",
                          entry.name(),
                          entry.title(),
                          entry.task().key(),
                          String.valueOf(entry.family()),
                          entry.licence().name())
                      .toLowerCase(Locale.ROOT);
              return words.stream().allMatch(word -> text.contains(word.toLowerCase(Locale.ROOT)));
            })
        .toList();
  }
}
