package io.ocelli.ops;

import io.ocelli.error.NearNames;
import io.ocelli.error.UsageException;
import io.ocelli.ops.ParameterSpec.BadValueException;
import io.ocelli.ops.Vocabulary.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the text of a pipeline: {@code op name=value … | op { op | op } …}. White space separates,
 * a value may stand in single or double quotes, and a quote is doubled inside them.
 */
final class StepParser {
  private final Vocabulary vocabulary;
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
  StepParser(Vocabulary vocabulary, String text, String origin, Path folder) {
    this.vocabulary = vocabulary;
    this.text = text;
    this.origin = origin;
    this.folder = folder;
  }

  List<Step> parse() {
    List<Step> steps = steps();
    if (at < text.length()) {
      throw fault("a '}' without its '{'", "}", at, "remove it");
    }
    return steps;
  }

  /** Steps up to the end of the text or of the block. */
  private List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    do {
      steps.add(step());
    } while (next('|'));
    return steps;
  }

  private Step step() {
    skipSpace();
    int start = at;
    if (at == text.length() || text.charAt(at) == '|' || text.charAt(at) == '}') {
      throw fault(
          text.isBlank() ? "the pipeline is empty" : "there is no operation",
          text.isBlank() ? "''" : "'" + text.strip() + "'",
          start,
          "write 'operation name=value | operation …', such as '" + vocabulary.example() + "'");
    }
    Word name = word("the name of an operation", "=|{}");
    OperationSpec spec = vocabulary.find(name.text()).orElseThrow(() -> unknownOperation(name));
    Map<String, Object> values = new LinkedHashMap<>();
    List<Step> block = new ArrayList<>();
    skipSpace();
    while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != '}') {
      if (text.charAt(at) == '{') {
        block.addAll(block(spec, block));
      } else {
        parameter(spec, values);
      }
      skipSpace();
    }
    if (spec.op().block() && block.isEmpty()) {
      throw fault(
          "no block for " + spec.name(),
          text.substring(start, at).strip(),
          start,
          "write '" + spec.name() + " { operation | operation }'");
    }
    try {
      for (ParameterSpec parameter : spec.parameters()) {
        if (parameter.required() && !values.containsKey(parameter.name())) {
          throw new BadValueException(
              "no value for " + parameter.name() + " of",
              "give " + parameter.name() + "=, " + parameter.allowed());
        }
      }
      return new Step(spec.make(values), vocabulary.common(values), block);
    } catch (BadValueException e) {
      throw fault(
          e.getMessage() + " " + spec.name(), text.substring(start, at).strip(), start, e.remedy());
    }
  }

  private List<Step> block(OperationSpec spec, List<Step> before) {
    int start = at;
    if (!spec.op().block() || !before.isEmpty()) {
      throw fault(
          before.isEmpty() ? spec.name() + " takes no block" : "a second block",
          "{",
          start,
          "remove it; a value with braces stands in quotes");
    }
    at++;
    List<Step> steps = steps();
    if (at == text.length()) {
      throw fault("a block that does not end", text.substring(start), start, "close it with }");
    }
    at++;
    return steps;
  }

  private void parameter(OperationSpec spec, Map<String, Object> values) {
    Word name = word("the name of a parameter", "=|{}");
    if (at == text.length() || text.charAt(at) != '=') {
      throw fault(
          "a value without the name of a parameter",
          name.text(),
          name.at(),
          "write name=value; " + takes(spec));
    }
    at++;
    ParameterSpec parameter =
        vocabulary
            .parameter(spec, name.text())
            .orElseThrow(
                () ->
                    fault(
                        "unknown parameter of " + spec.name(),
                        name.text(),
                        name.at(),
                        names(spec).isEmpty()
                            ? takes(spec)
                            : NearNames.remedy(name.text(), names(spec))));
    Word value = word("a value for " + name.text(), "|{}");
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
    List<String> known = vocabulary.operations().stream().map(OperationSpec::name).toList();
    String remedy =
        NearNames.of(name.text(), known).isEmpty()
            ? vocabulary.hint() + " " + known.size() + " operations"
            : NearNames.remedy(name.text(), known);
    return fault("unknown operation", name.text(), name.at(), remedy);
  }

  private UsageException fault(String problem, String value, int position, String remedy) {
    return new UsageException(
        problem, value, "character %d of %s".formatted(position + 1, origin), remedy);
  }

  private List<String> names(OperationSpec spec) {
    return vocabulary.parameters(spec).stream().map(ParameterSpec::name).toList();
  }

  private String takes(OperationSpec spec) {
    return names(spec).isEmpty()
        ? spec.name() + " has no parameters"
        : spec.name() + " takes " + String.join(", ", names(spec));
  }
}
