package io.ocelli.model.zoo.registry;

import io.ocelli.error.NearNames;
import io.ocelli.error.OcelliException;
import io.ocelli.model.ModelCard;
import io.ocelli.model.OutputKind;
import io.ocelli.model.Task;
import io.ocelli.model.yaml.YamlNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the text of a registry. The schema is written down in docs/guide-zoo.md. */
final class RegistryReader {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final List<String> TOP = List.of("registry", "title", "labels", "models");
  private static final List<String> LIST = List.of("names", "urls", "sha256", "bytes", "licence");
  private static final List<String> MODEL =
      List.of(
          "name",
          "title",
          "task",
          "family",
          "urls",
          "sha256",
          "bytes",
          "licence",
          "input",
          "output",
          "labels",
          "expect",
          "home",
          "verified");
  private static final int SCHEMA = 1;

  private final YamlNode root;
  private final String origin;
  private final @Nullable Path folder;
  private final Map<String, LabelList> lists = new LinkedHashMap<>();

  private RegistryReader(YamlNode root, String origin, @Nullable Path folder) {
    this.root = root;
    this.origin = origin;
    this.folder = folder;
  }

  /**
   * @param origin the file or URL, for messages
   * @param folder against which relative paths are resolved; null when there is none
   * @param known label lists that entries may name besides those of the text
   */
  static Registry read(
      String text, String origin, @Nullable Path folder, Map<String, LabelList> known) {
    RegistryReader reader =
        new RegistryReader(YamlNode.parse(text, origin, "the registry"), origin, folder);
    reader.lists.putAll(known);
    return reader.registry();
  }

  private Registry registry() {
    if (!(root.value() instanceof Map)) {
      throw root.wrong("this is no registry of models", "it has to begin with registry: 1");
    }
    YamlNode schema = root.needed("registry", "the registry");
    root.allow(TOP);
    if (schema.count() != SCHEMA) {
      throw schema.wrong(
          "the registry has a form that this Ocelli does not know",
          "write registry: " + SCHEMA + ", or use a newer Ocelli");
    }
    YamlNode labels = root.get("labels");
    Map<String, LabelList> own = new LinkedHashMap<>();
    if (labels != null) {
      labels.entries().forEach((name, node) -> own.put(name, list(name, node)));
      lists.putAll(own);
    }
    Map<String, RegistryEntry> entries = new LinkedHashMap<>();
    for (YamlNode node : root.needed("models", "the registry").items()) {
      RegistryEntry entry = entry(node);
      if (entries.put(entry.name(), entry) != null) {
        throw new OcelliException(
            "the registry names a model twice", entry.name(), node.where(), "remove one of them");
      }
    }
    YamlNode title = root.get("title");
    return new Registry(title == null ? origin : title.text(), origin, entries, own);
  }

  private LabelList list(String name, YamlNode node) {
    if (node.value() instanceof List) {
      return new LabelList(name, names(node), null, null);
    }
    node.allow(LIST);
    YamlNode names = node.get("names");
    if (names != null) {
      return new LabelList(name, names(names), null, null);
    }
    YamlNode licence = node.get("licence");
    return new LabelList(name, List.of(), file(node), licence == null ? null : licence(licence));
  }

  private static List<String> names(YamlNode node) {
    List<String> names = new ArrayList<>();
    for (YamlNode item : node.items()) {
      names.add(item.text());
    }
    if (names.isEmpty()) {
      throw node.wrong("the list of labels is empty", "write the names, that of class 0 first");
    }
    return names;
  }

  private RegistryEntry entry(YamlNode node) {
    node.allow(MODEL);
    YamlNode name = node.needed("name", "the entry");
    String what = "the entry " + name.text();
    YamlNode input = node.needed("input", what);
    Map<String, Object> tree = new LinkedHashMap<>();
    input
        .entries()
        .forEach(
            (key, value) -> {
              Object plain = value.plain();
              if (plain != null) {
                tree.put(key, plain);
              }
            });
    Task task = Task.parse(node.needed("task", what).text(), node.needed("task", what).where());
    YamlNode labels = node.get("labels");
    if (labels == null && task != Task.EMBED) {
      throw new OcelliException(
          what + " is incomplete", "labels is missing", node.where(), "name a list of labels");
    }
    YamlNode output = node.get("output");
    if (output != null) {
      OutputKind.parse(output.text(), output.where());
    }
    RegistryEntry entry =
        new RegistryEntry(
            name.text(),
            text(node, "title", name.text()),
            task,
            optional(node, "family"),
            file(node),
            licence(node.needed("licence", what)),
            tree,
            output == null ? null : output.text(),
            labels == null ? null : labels(labels),
            expected(node.get("expect")),
            optional(node, "home"),
            optional(node, "verified"),
            node.where());
    // The card is built once to find a wrong input now and not after the download.
    ModelCard.fromMetadata(EntryCard.metadata(entry, List.of("a")), input.where());
    return entry;
  }

  private LabelList labels(YamlNode node) {
    if (!(node.value() instanceof String name)) {
      return list("labels", node);
    }
    LabelList known = lists.get(name.strip());
    if (known == null) {
      throw node.wrong("no such list of labels", NearNames.remedy(name, lists.keySet()));
    }
    return known;
  }

  private @Nullable ExpectedAnswer expected(@Nullable YamlNode node) {
    if (node == null) {
      return null;
    }
    node.allow(List.of("urls", "sha256", "bytes", "index"));
    return new ExpectedAnswer(
        file(node), (int) node.needed("index", "the expected answer").count());
  }

  private static Licence licence(YamlNode node) {
    if (!(node.value() instanceof Map)) {
      return new Licence(node.text(), null);
    }
    node.allow(List.of("name", "url"));
    return new Licence(node.needed("name", "the licence").text(), optional(node, "url"));
  }

  private RemoteFile file(YamlNode node) {
    YamlNode urls = node.needed("urls", "the entry");
    List<URI> places = new ArrayList<>();
    for (YamlNode url : urls.value() instanceof List ? urls.items() : List.of(urls)) {
      places.add(uri(url));
    }
    if (places.isEmpty()) {
      throw urls.wrong("there is no URL", "write where the file lies");
    }
    YamlNode sha256 = node.get("sha256");
    if (sha256 != null && !SHA256.matcher(sha256.text()).matches()) {
      throw sha256.wrong(
          "not a SHA-256", "write its 64 digits (0-9, a-f), or leave it out to pin the first");
    }
    YamlNode bytes = node.get("bytes");
    return new RemoteFile(
        places,
        sha256 == null ? null : sha256.text().toLowerCase(Locale.ROOT),
        bytes == null ? -1 : bytes.count());
  }

  private URI uri(YamlNode node) {
    String text = node.text();
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme();
      if (scheme == null && folder != null) {
        return folder.resolve(text).normalize().toUri();
      }
      boolean web = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
      if (web ? uri.getHost() != null : "file".equalsIgnoreCase(scheme)) {
        return uri;
      }
    } catch (URISyntaxException | InvalidPathException e) {
      throw new OcelliException(
          "not a URL", text, node.where(), "write spaces as %20, and http, https or file", e);
    }
    throw node.wrong("not a URL of http, https or file", "write https://host/path");
  }

  private static @Nullable String optional(YamlNode node, String key) {
    YamlNode value = node.get(key);
    return value == null ? null : value.text();
  }

  private static String text(YamlNode node, String key, String byDefault) {
    String value = optional(node, key);
    return value == null ? byDefault : value;
  }
}
