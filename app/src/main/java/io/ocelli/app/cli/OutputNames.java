package io.ocelli.app.cli;

import io.ocelli.image.ImageFormat;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names of pictures below an output folder: the place of the input below what was named, with the
 * extension of the format.
 *
 * <ul>
 *   <li>Of one folder or archive the tree lies directly in the output folder; of several, each
 *       below its own name.
 *   <li>Without a format asked for the name stays as it is, and gets {@code .png} where it does not
 *       say a format that is written.
 *   <li>Inputs that would get the same name keep their extension before the new one: {@code
 *       a.jpg.png} and {@code a.gif.png}.
 * </ul>
 */
final class OutputNames {
  private OutputNames() {}

  /** The names, relative to the output folder, in the order of the inputs. */
  static List<Path> of(List<Source> inputs, @Nullable ImageFormat wanted, List<String> remarks) {
    boolean several =
        inputs.stream().map(OutputNames::root).filter(r -> r != null).distinct().count() > 1;
    List<List<String>> places = inputs.stream().map(input -> place(input, several)).toList();
    List<Path> names = new ArrayList<>();
    Map<Path, Integer> uses = new HashMap<>();
    for (List<String> place : places) {
      Path name = path(place, renamed(place.get(place.size() - 1), wanted));
      names.add(name);
      uses.merge(name, 1, Integer::sum);
    }
    int kept = 0;
    for (int i = 0; i < names.size(); i++) {
      if (uses.getOrDefault(names.get(i), 0) > 1) {
        List<String> place = places.get(i);
        String old = place.get(place.size() - 1);
        String extension = names.get(i).toString();
        extension = extension.substring(extension.lastIndexOf('.'));
        names.set(i, path(place, old + extension));
        kept++;
      }
    }
    if (kept > 0) {
      remarks.add(kept + " pictures differ by their extensions alone and keep them: NAME.jpg.png");
    }
    return names;
  }

  /** Without the pictures of earlier runs, where the output folder lies inside an input folder. */
  static List<Source> withoutOwnResults(List<Source> inputs, Path out, List<String> remarks) {
    Set<Path> roots = new LinkedHashSet<>();
    inputs.forEach(
        input -> {
          Path root = root(input);
          if (root != null && Files.isDirectory(root)) {
            roots.add(root);
          }
        });
    Path target = real(out);
    if (roots.stream()
        .map(OutputNames::real)
        .noneMatch(r -> target.startsWith(r) && !target.equals(r))) {
      return inputs;
    }
    List<Source> kept =
        inputs.stream()
            .filter(
                input ->
                    !(input instanceof Source.Picture picture
                        && picture.root() != null
                        && picture.bytes().file() != null
                        && real(picture.bytes().file()).startsWith(target)))
            .toList();
    if (kept.size() < inputs.size()) {
      remarks.add(
          (inputs.size() - kept.size()) + " pictures in " + out + " are results, and no inputs");
    }
    return kept;
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException absent) {
      return path.toAbsolutePath().normalize();
    }
  }

  private static @Nullable Path root(Source source) {
    return source instanceof Source.Picture picture ? picture.root() : null;
  }

  private static List<String> place(Source source, boolean several) {
    if (source instanceof Source.Picture picture) {
      Path root = picture.root();
      if (root == null || !several) {
        return picture.place();
      }
      List<String> place = new ArrayList<>(List.of(rootName(root)));
      place.addAll(picture.place());
      return place;
    }
    if (source instanceof Source.Remote remote) {
      return List.of(lastOf(remote.address()));
    }
    return List.of(lastOf(source.name()));
  }

  private static String rootName(Path root) {
    Path name = root.toAbsolutePath().normalize().getFileName();
    String text = name == null ? "" : name.toString();
    if (Files.isDirectory(root)) {
      return text;
    }
    return text.replaceFirst("(?i)\\.(tar|tar\\.gz|tgz|tar\\.bz2|tbz2?|zip)$", "");
  }

  private static String lastOf(URI address) {
    String path = address.getPath();
    String last = lastOf(path == null ? "" : path);
    // Of a server that gives a picture for its address alone.
    return last.isEmpty() ? String.valueOf(address.getHost()) : last;
  }

  private static String lastOf(String path) {
    String name = path.replaceFirst("[/\\\\]+$", "");
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }

  private static String renamed(String name, @Nullable ImageFormat wanted) {
    ImageFormat now = ImageFormat.ofName(name).orElse(null);
    ImageFormat format =
        wanted != null ? wanted : now != null && now.canEncode() ? now : ImageFormat.PNG;
    if (format == now) {
      return name;
    }
    String stem = now == null ? name : name.substring(0, name.lastIndexOf('.'));
    return stem + "." + OutputPlan.extension(format).toLowerCase(Locale.ROOT);
  }

  private static Path path(List<String> place, String name) {
    List<String> names = new ArrayList<>(place.subList(0, place.size() - 1));
    names.add(name);
    return Path.of(names.get(0), names.subList(1, names.size()).toArray(String[]::new));
  }
}
