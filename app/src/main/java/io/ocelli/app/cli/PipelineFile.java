package io.ocelli.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ocelli.dataset.NearPaths;
import io.ocelli.error.UsageException;
import io.ocelli.ops.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline in a file: YAML or JSON by its name (a list of operations, also under the key {@code
 * pipeline}), else the text itself, in any number of lines; those that begin with {@code #} are
 * remarks. Relative paths in it begin at its folder.
 */
final class PipelineFile {
  private static final String OPTION = "--pipeline";
  private static final String KEY = "pipeline";

  private PipelineFile() {}

  /**
   * Reads it.
   *
   * @throws UsageException if it cannot be read or is no pipeline
   */
  static Pipeline read(Path file) {
    if (!Files.exists(file)) {
      throw new UsageException("no such file", file.toString(), OPTION, NearPaths.remedy(file));
    }
    Path parent = file.getParent();
    Path folder = parent == null ? Path.of("") : parent;
    try {
      return Pipeline.ofTree(tree(file), file.toString(), folder);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new UsageException(
          "the file is no YAML",
          file + (line > 0 ? ", line " + line : ""),
          OPTION,
          "write a list of operations, such as '- gray'");
    } catch (IOException e) {
      throw new UsageException(
          "the pipeline cannot be read",
          file + ": " + FileErrors.reason(e),
          OPTION,
          "check that it is a text file in UTF-8");
    }
  }

  private static Object tree(Path file) throws IOException {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    String text = Files.readString(file);
    if (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json")) {
      @Nullable Object tree = new YAMLMapper().readValue(text, Object.class);
      if (tree instanceof Map<?, ?> map && map.size() == 1 && map.get(KEY) != null) {
        return map.get(KEY);
      }
      return tree == null ? "" : tree;
    }
    return text.lines()
        .filter(line -> !line.stripLeading().startsWith("#"))
        .collect(Collectors.joining("\n"));
  }
}
