package io.ocelli.app.cli;

import io.ocelli.dataset.load.Cache;
import io.ocelli.error.UsageException;
import io.ocelli.model.home.OcelliHome;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads {@code --cache}. */
final class CacheOption {
  private CacheOption() {}

  static Cache parse(String text) {
    if (text.equals("none")) {
      return Cache.NONE;
    }
    if (text.equals("memory")) {
      return Cache.MEMORY;
    }
    if (text.equals("disk")) {
      return new Cache.Disk(OcelliHome.folder().resolve("cache/pictures"));
    }
    if (text.startsWith("disk:") && text.length() > 5) {
      try {
        return new Cache.Disk(Path.of(text.substring(5)));
      } catch (InvalidPathException e) {
        throw new UsageException(
            "not a folder", text.substring(5), "--cache", "give disk:DIR with a path");
      }
    }
    throw new UsageException(
        "no such cache", text, "--cache", "give none, memory, disk or disk:DIR");
  }
}
