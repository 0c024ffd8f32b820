package io.ocelli.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ocelli.augment.Changes;
import io.ocelli.error.NearNames;
import io.ocelli.error.UsageException;
import io.ocelli.ops.Catalog;
import io.ocelli.ops.Finding;
import io.ocelli.ops.OperationSpec;
import io.ocelli.ops.ParameterSpec;
import java.io.PrintStream;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What {@code --list} and {@code --explain} print of operations, and of changes. */
final class OperationHelp {
  private static final int WIDTH = 100;

  private final Topic topic;
  private final PrintStream out;
  private final boolean asJson;

  /**
   * What it is about.
   *
   * @param what the things are called, in the plural
   * @param command that lists them
   * @param all of them, by group
   * @param common parameters that all take besides their own
   * @param examples lines that show one in use
   */
  record Topic(
      String what,
      String command,
      List<OperationSpec> all,
      List<ParameterSpec> common,
      Function<OperationSpec, List<String>> examples) {
    /** Operations of pipelines. */
    static Topic operations() {
      return new Topic(
          "operations",
          "ocelli image",
          Catalog.all().operations(),
          List.of(),
          spec ->
              List.of(
                  "ocelli image photo.jpg \""
                      + spec.op().example()
                      + "\" -o "
                      + spec.name()
                      + ".png",
                  "before and after: docs/gallery/" + spec.name() + ".jpg"));
    }

    /**
     * Changes of augmentations.
     *
     * @param command that is asked
     */
    static Topic changes(String command) {
      return new Topic(
          "changes",
          command,
          Changes.all(),
          List.of(Changes.chance()),
          spec ->
              List.of(
                  "ocelli data preview DATA --augment \""
                      + spec.op().example()
                      + "\" -o "
                      + spec.name()
                      + ".png"));
    }

    List<String> names() {
      return all.stream().map(OperationSpec::name).toList();
    }
  }

  OperationHelp(Topic topic, PrintStream out, boolean asJson) {
    this.topic = topic;
    this.out = out;
    this.asJson = asJson;
  }

  /** The names of all operations, for the completion of shells. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Topic.operations().names().iterator();
    }
  }

  /** The names of all changes, likewise. */
  static final class ChangeNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Topic.changes("").names().iterator();
    }
  }

  /** All of them, a line each, group by group. */
  void list() {
    List<OperationSpec> all = topic.all();
    if (asJson) {
      json(all.stream().map(OperationHelp::tree).toList());
      return;
    }
    int width = all.stream().mapToInt(spec -> spec.name().length()).max().orElse(0);
    String group = "";
    for (OperationSpec spec : all) {
      if (!spec.group().equals(group)) {
        out.println((group.isEmpty() ? "" : "\n") + spec.group());
        group = spec.group();
      }
      out.println("  " + Columns.pad(spec.name(), width) + "  " + spec.op().does());
    }
    out.println();
    out.printf(
        "%d %s; '%s --explain NAME' tells more of one.%n",
        all.size(), topic.what(), topic.command());
  }

  /**
   * One of them.
   *
   * @throws UsageException if there is none of this name
   */
  void explain(String name) {
    OperationSpec spec =
        topic.all().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new UsageException(
                        "unknown " + topic.what().replaceFirst("s$", ""),
                        name,
                        "--explain",
                        NearNames.of(name, topic.names()).isEmpty()
                            ? "'%s --list' shows all %d"
                                .formatted(topic.command(), topic.all().size())
                            : NearNames.remedy(name, topic.names())));
    if (asJson) {
      json(tree(spec));
      return;
    }
    out.println(spec.name() + " (" + spec.group() + ")");
    wrapped("  ", spec.op().does());
    if (spec.splits()) {
      wrapped("  ", "Makes several pictures of one; what follows is done to each of them.");
    }
    List<ParameterSpec> parameters = new ArrayList<>(spec.parameters());
    parameters.addAll(topic.common());
    if (!parameters.isEmpty()) {
      out.println("\nParameters:");
      int width = parameters.stream().mapToInt(p -> p.name().length()).max().orElse(0);
      parameters.forEach(parameter -> parameter(parameter, width));
    }
    if (spec.measures()) {
      out.println("\nFinds (--json, --csv):");
      for (Class<? extends Finding> finding : spec.op().finds()) {
        wrapped("  ", String.join(", ", fields(finding)));
      }
    }
    out.println("\nExample:");
    topic.examples().apply(spec).forEach(line -> out.println("  " + line));
    section("Notes", spec.op().notes());
    section("Source", spec.op().source());
  }

  private void section(String title, String text) {
    if (!text.isEmpty()) {
      out.println("\n" + title + ":");
      wrapped("  ", text);
    }
  }

  private void parameter(ParameterSpec parameter, int width) {
    String head = "  " + Columns.pad(parameter.name(), width) + "  ";
    String indent = " ".repeat(head.length());
    StringBuilder text = new StringBuilder(parameter.param().does()).append(": ");
    text.append(parameter.allowed());
    String more =
        parameter.required() ? "has to be given" : "default " + parameter.param().byDefault();
    if (!parameter.param().attempt().isEmpty()) {
      more += ", try " + parameter.param().attempt();
    }
    wrapped(head, indent, text + " (" + more + ")");
  }

  private void wrapped(String indent, String text) {
    wrapped(indent, indent, text);
  }

  private void wrapped(String first, String indent, String text) {
    StringBuilder line = new StringBuilder(first);
    int start = line.length();
    for (String word : text.split(" ", -1)) {
      if (line.length() > start && line.length() + 1 + word.length() > WIDTH) {
        out.println(line);
        line = new StringBuilder(indent);
        start = line.length();
      }
      line.append(line.length() > start ? " " : "").append(word);
    }
    out.println(line);
  }

  private static List<String> fields(Class<? extends Finding> finding) {
    return Arrays.stream(finding.getRecordComponents())
        .map(RecordComponent::getName)
        .map(FindingTree::snake)
        .toList();
  }

  private static Map<String, @Nullable Object> tree(OperationSpec spec) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("name", spec.name());
    tree.put("group", spec.group());
    tree.put("does", spec.op().does());
    tree.put("splits", spec.splits());
    tree.put("parameters", spec.parameters().stream().map(OperationHelp::tree).toList());
    List<List<String>> finds = new ArrayList<>();
    for (Class<? extends Finding> finding : spec.op().finds()) {
      finds.add(fields(finding));
    }
    tree.put("finds", finds.stream().flatMap(List::stream).distinct().collect(Collectors.toList()));
    tree.put("example", spec.op().example());
    tree.put("notes", spec.op().notes());
    tree.put("source", spec.op().source());
    return tree;
  }

  private static Map<String, @Nullable Object> tree(ParameterSpec parameter) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("name", parameter.name());
    tree.put("does", parameter.param().does());
    tree.put("form", parameter.form());
    tree.put("unit", parameter.param().unit());
    tree.put("min", finite(parameter.param().min()));
    tree.put("max", finite(parameter.param().max()));
    tree.put("odd", parameter.param().odd());
    tree.put("choices", parameter.choices());
    tree.put("optional", parameter.optional());
    tree.put("required", parameter.required());
    tree.put("default", parameter.required() ? null : parameter.param().byDefault());
    tree.put("try", parameter.param().attempt().isEmpty() ? null : parameter.param().attempt());
    return tree;
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private void json(Object tree) {
    try {
      out.println(
          JsonMapper.builder()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .build()
              .writeValueAsString(tree));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers cannot be written as JSON", e);
    }
  }
}
