package io.ocelli.model.net.catalog;

import io.ocelli.error.NearNames;
import io.ocelli.error.UsageException;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.file.NetFile;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The network that someone names ({@code --net NET}): one of {@link Nets}, or a YAML file as {@link
 * NetFile} reads it.
 */
public final class NetChoice {
  private final String name;
  private final @Nullable NetFile file;

  private NetChoice(String name, @Nullable NetFile file) {
    this.name = name;
    this.file = file;
  }

  /** Whether the text is the name of a YAML file by its ending. */
  public static boolean isFile(String text) {
    String low = text.toLowerCase(Locale.ROOT);
    return low.endsWith(".yaml") || low.endsWith(".yml");
  }

  /**
   * Reads what is named.
   *
   * @throws UsageException for an unknown name (near ones are suggested), and for a file that
   *     cannot be read or is wrong
   */
  public static NetChoice of(String text) {
    if (isFile(text)) {
      return new NetChoice(text, NetFile.read(Path.of(text)));
    }
    if (!Nets.has(text)) {
      throw new UsageException(
          "no such network",
          text,
          "the catalogue",
          NearNames.remedy(text, Nets.names()) + " Or give a .yaml file of your own");
    }
    return new NetChoice(text, null);
  }

  /** The shape of the pictures where nobody says otherwise; null for a file that leaves it open. */
  public @Nullable Shape usualInput() {
    return file == null ? Nets.usualInput(name) : file.input();
  }

  /** The number of classes where nobody says otherwise; 0 for a file that leaves it open. */
  public int usualClasses() {
    return file == null ? Nets.usualClasses(name) : file.classes();
  }

  /** Whether {@link Nets.Stem} makes a difference. */
  public boolean hasStems() {
    return file == null && Nets.hasStems(name);
  }

  /**
   * Builds the network.
   *
   * @param classes 0 only for a file that says its number itself
   * @throws UsageException if layers do not fit the pictures or the number of classes
   */
  public Net build(Shape input, int classes, Nets.Stem stem) {
    if (file == null) {
      return Nets.of(name, input, classes, stem);
    }
    if (stem == Nets.Stem.SMALL) {
      throw new UsageException(
          "a file's network has the stem that the file says", "small", name, "leave the stem out");
    }
    return file.build(input, classes);
  }
}
