package io.ocelli.model.net.file;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.Shape;
import io.ocelli.model.yaml.YamlNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A network that someone wrote in a YAML file.
 *
 * <pre>{@code
 * name: course
 * input: 150x150x3        # width x height x channels; auto or left out: as the pictures are
 * classes: auto           # or a number
 * layers:
 *   - conv: {out: 32, kernel: 3, padding: same, activation: relu}
 *   - max-pool: 2
 *   - flatten
 *   - dense: {out: classes, activation: softmax}
 * }</pre>
 *
 * <p>Each layer takes the one before. {@code from: NAME} takes an earlier one (named by {@code
 * name: NAME}, or counted back: {@code -2}), which is how branches begin; {@code add: NAME}, {@code
 * multiply:} and {@code concat:} join. Settings that are left out are those of Keras: stride 1 (of
 * pools: their size), padding valid, a bias unless {@code batch-norm: true}.
 *
 * <p>A network that does not end in softmax gets what is missing: softmax after a last dense layer
 * without an activation, else global average pooling (of a map), a dense layer and softmax. A last
 * {@code dense: {out: 1, activation: sigmoid}} stays as it is: two classes in one number.
 *
 * <p>Errors are {@link UsageException}s that name the layer and its line.
 */
public final class NetFile {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})(?:x(\\d{1,4}))?");
  private static final List<String> KEYS =
      List.of("name", "input", "channels", "classes", "layers");

  private final String name;
  private final String origin;
  private final @Nullable Shape input;
  private final int classes;
  private final List<YamlNode> layers;

  private NetFile(YamlNode root, String name, String origin) {
    root.allow(KEYS);
    YamlNode given = root.get("name");
    this.name = given == null ? name : given.text();
    this.origin = origin;
    this.input = input(root);
    this.classes = classes(root.get("classes"));
    this.layers = root.needed("layers", "the network").items();
  }

  /**
   * Reads a file.
   *
   * @throws UsageException if it cannot be read, is no YAML or has keys that are not known
   */
  public static NetFile read(Path file) {
    String base = String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
    try {
      return parse(Files.readString(file, StandardCharsets.UTF_8), base, file.toString());
    } catch (IOException e) {
      throw new UsageException(
          "the network's file cannot be read",
          e instanceof NoSuchFileException
              ? "there is no such file"
              : String.valueOf(e.getMessage()),
          file.toString(),
          "check the path; the file is a text in UTF-8");
    }
  }

  /**
   * Reads a text.
   *
   * @param name the network's, where the text gives none
   * @param origin where it comes from, for errors
   */
  public static NetFile parse(String text, String name, String origin) {
    return asUsage(
        () -> new NetFile(YamlNode.parse(text, origin, "the network's file"), name, origin));
  }

  /** What the file says of the pictures; null where that is left to the caller. */
  public @Nullable Shape input() {
    return input;
  }

  /** What the file says of the number of classes; 0 where that is left to the caller. */
  public int classes() {
    return classes;
  }

  /**
   * Builds the network.
   *
   * @param shape of the pictures; it goes before the file's
   * @param wanted number of classes; 0 takes the file's, or what the last layer has
   * @throws UsageException if a layer is wrong or does not fit, or if the network is for another
   *     number of classes
   */
  public Net build(Shape shape, int wanted) {
    if (wanted != 0 && classes != 0 && wanted != classes) {
      throw new UsageException(
          "the network is for " + classes + " classes, and " + wanted + " are wanted",
          "classes: " + classes,
          origin,
          "write classes: auto, which takes any number");
    }
    int number = wanted != 0 ? wanted : classes;
    return asUsage(() -> new FileBuilder(name, shape, layers, number).build(origin));
  }

  private static @Nullable Shape input(YamlNode root) {
    YamlNode said = root.get("input");
    YamlNode channels = root.get("channels");
    int depth = channels == null ? 0 : Settings.count(channels, 1);
    if (said == null || "auto".equals(said.value())) {
      if (depth != 0 && channels != null) {
        throw channels.wrong("channels without a size", "write input: WIDTHxHEIGHTxCHANNELS");
      }
      return null;
    }
    if (said.value() instanceof Map) {
      said.allow(List.of("width", "height", "channels"));
      YamlNode inner = said.get("channels");
      return new Shape(
          inner == null ? (depth == 0 ? 3 : depth) : Settings.count(inner, 1),
          Settings.count(said.needed("height", "the input"), 1),
          Settings.count(said.needed("width", "the input"), 1));
    }
    Matcher size = SIZE.matcher(said.text());
    if (!size.matches() || said.text().matches("0+x.*|.*x0+(x.*)?")) {
      throw said.wrong("not a size", "write WIDTHxHEIGHTxCHANNELS, such as 150x150x3, or auto");
    }
    int inner = size.group(3) == null ? (depth == 0 ? 3 : depth) : Integer.parseInt(size.group(3));
    return new Shape(inner, Integer.parseInt(size.group(2)), Integer.parseInt(size.group(1)));
  }

  private static int classes(@Nullable YamlNode said) {
    return said == null || "auto".equals(said.value()) ? 0 : Settings.count(said, 2);
  }

  /** What a file says wrong is for its writer to mend. */
  private static <T> T asUsage(Supplier<T> work) {
    try {
      return work.get();
    } catch (UsageException e) {
      throw e;
    } catch (OcelliException e) {
      throw new UsageException(e.problem(), e.value(), e.origin(), e.remedy());
    }
  }
}
