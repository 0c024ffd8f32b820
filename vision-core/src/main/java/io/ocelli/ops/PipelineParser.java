package io.ocelli.ops;

import io.ocelli.error.NearNames;
import io.ocelli.error.UsageException;
import io.ocelli.ops.ParameterSpec.BadValueException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the text of a pipeline: {@code op name=value … | op …}. White space separates, a value may
 * stand in single or double quotes, and a quote is doubled inside them.
 */
final class PipelineParser {
  private final String text;
  private final String origin;
  private final Path folder;
  private int at;

  /** A word of the text and where it begins. */
  private record Word(String text, int at) {}

  /**
   * @param origin what messages call the text
   * @param folder where relative paths begin
   */
  PipelineParser(String text, String origin, Path folder) {
    this.text = text;
    this.origin = origin;
    this.folder = folder;
  }

  List<Operation> parse() {
    List<Operation> operations = new ArrayList<>();
    do {
      operations.add(step());
    } while (next('|'));
    return operations;
  }

  private Operation step() {
    skipSpace();
    int start = at;
    if (at == text.length() || text.charAt(at) == '|') {
      throw fault(
          text.isBlank() ? "the pipeline is empty" : "there is no operation",
          text.isBlank() ? "''" : "'" + text.strip() + "'",
          start,
          "write 'operation name=value | operation …', such as 'gray | canny'");
    }
    Word name = word("the name of an operation", "=|");
    OperationSpec spec = Catalog.all().find(name.text()).orElseThrow(() -> unknownOperation(name));
    Map<String, Object> values = new LinkedHashMap<>();
    skipSpace();
    while (at < text.length() && text.charAt(at) != '|') {
      parameter(spec, values);
      skipSpace();
    }
    try {
      for (ParameterSpec parameter : spec.parameters()) {
        if (parameter.required() && !values.containsKey(parameter.name())) {
          throw new BadValueException(
              "no value for " + parameter.name() + " of",
              "give " + parameter.name() + "=, " + parameter.allowed());
        }
      }
      return spec.make(values);
    } catch (BadValueException e) {
      throw fault(
          e.getMessage() + " " + spec.name(), text.substring(start, at).strip(), start, e.remedy());
    }
  }

  private void parameter(OperationSpec spec, Map<String, Object> values) {
    Word name = word("the name of a parameter", "=|");
    if (at == text.length() || text.charAt(at) != '=') {
      throw fault(
          "a value without the name of a parameter",
          name.text(),
          name.at(),
          "write name=value; " + takes(spec));
    }
    at++;
    ParameterSpec parameter =
        spec.parameter(name.text())
            .orElseThrow(
                () ->
                    fault(
                        "unknown parameter of " + spec.name(),
                        name.text(),
                        name.at(),
                        spec.parameters().isEmpty()
                            ? takes(spec)
                            : NearNames.remedy(name.text(), names(spec))));
    Word value = word("a value for " + name.text(), "|");
    Object read;
    try {
      read = parameter.read(value.text(), folder);
    } catch (BadValueException e) {
      throw fault(
          e.getMessage() + " " + name.text() + " of " + spec.name(),
          value.text(),
          value.at(),
          e.remedy());
    }
    if (values.putIfAbsent(name.text(), read) != null) {
      throw fault(
          "given twice: " + name.text() + " of " + spec.name(),
          value.text(),
          name.at(),
          "give it once");
    }
  }

  /** The next word, up to white space or one of the given characters outside of quotes. */
  private Word word(String what, String end) {
    int start = at;
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    while (at < text.length()
        && !Character.isWhitespace(text.charAt(at))
        && end.indexOf(text.charAt(at)) < 0) {
      char c = text.charAt(at);
      if (c == '{' || c == '}') {
        throw fault(
            "not expected here", String.valueOf(c), at, "put a value with braces in quotes");
      }
      if (c == '\'' || c == '"') {
        word.append(quotes(c));
        quoted = true;
      } else {
        word.append(c);
        at++;
      }
    }
    if (word.isEmpty() && !quoted) {
      throw fault(
          "missing: " + what, "'" + text.strip() + "'", start, "write operation name=value");
    }
    return new Word(word.toString(), start);
  }

  private String quotes(char mark) {
    int start = at++;
    StringBuilder inside = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != mark) {
        inside.append(c);
      } else if (at < text.length() && text.charAt(at) == mark) {
        inside.append(mark);
        at++;
      } else {
        return inside.toString();
      }
    }
    throw fault("a quote that does not end", text.substring(start), start, "close it with " + mark);
  }

  private boolean next(char c) {
    skipSpace();
    boolean there = at < text.length() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private UsageException unknownOperation(Word name) {
    List<String> known = Catalog.all().operations().stream().map(OperationSpec::name).toList();
    String remedy =
        NearNames.of(name.text(), known).isEmpty()
            ? "'ocelli image --list' shows all " + known.size() + " operations"
            : NearNames.remedy(name.text(), known);
    return fault("unknown operation", name.text(), name.at(), remedy);
  }

  private UsageException fault(String problem, String value, int position, String remedy) {
    return new UsageException(
        problem, value, "character %d of %s".formatted(position + 1, origin), remedy);
  }

  private static List<String> names(OperationSpec spec) {
    return spec.parameters().stream().map(ParameterSpec::name).toList();
  }

  private static String takes(OperationSpec spec) {
    return spec.parameters().isEmpty()
        ? spec.name() + " has no parameters"
        : spec.name() + " takes " + String.join(", ", names(spec));
  }
}
