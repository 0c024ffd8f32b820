package io.ocelli.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ocelli.image.ImageHeader;
import io.ocelli.image.ImageMetadata;
import io.ocelli.ops.color.DominantColor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints what is known of pictures: a paragraph each, or a JSON object a line. */
final class FactsPrinter {
  private final Terminal terminal;
  private final @Nullable JsonMapper json;
  private boolean first = true;
  private boolean failed;

  FactsPrinter(Terminal terminal, boolean asJson) {
    this.terminal = terminal;
    this.json =
        asJson
            ? JsonMapper.builder()
                .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .build()
            : null;
  }

  /** Whether there was one that failed. */
  boolean failed() {
    return failed;
  }

  /** Tells of an input that cannot be read. */
  void failed(String source, String error) {
    failed = true;
    terminal.warn("failed: " + Columns.printable(source + ": " + error));
    if (json != null) {
      Map<String, @Nullable Object> line = new LinkedHashMap<>();
      line.put("source", source);
      line.put("error", error);
      write(json, line);
    }
  }

  /** Prints a picture's facts. */
  void print(ImageFacts facts) {
    if (json != null) {
      write(json, tree(facts));
    } else {
      paragraph(facts);
    }
    terminal.flush();
  }

  private void write(JsonMapper mapper, Map<String, @Nullable Object> line) {
    try {
      terminal.out().println(mapper.writeValueAsString(line));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers cannot be written as JSON", e);
    }
  }

  private void paragraph(ImageFacts facts) {
    ImageHeader header = facts.header();
    ImageMetadata metadata = facts.metadata();
    terminal.out().println((first ? "" : "\n") + Columns.printable(facts.source()));
    first = false;
    line("format", header.format() + ", " + Bytes.text(facts.bytes()));
    line("size", header.uprightWidth() + "x" + header.uprightHeight() + " pixels" + turned(header));
    line(
        "channels",
        header.channels()
            + " of "
            + header.bitDepth()
            + " bit"
            + (header.alpha() ? ", some of it may be transparent" : ""));
    if (metadata.frames() > 1) {
      line("frames", metadata.frames() + ", of which the first is read");
    }
    metadata.camera().ifPresent(text -> line("camera", text));
    metadata.lens().ifPresent(text -> line("lens", text));
    metadata.taken().ifPresent(text -> line("taken", text));
    metadata.exposure().ifPresent(text -> line("exposure", text));
    metadata.software().ifPresent(text -> line("software", text));
    metadata
        .place()
        .ifPresent(
            place ->
                line(
                    "place",
                    terminal.verbose()
                        ? String.format(
                            Locale.ROOT, "%.6f, %.6f", place.latitude(), place.longitude())
                        : "recorded (-v shows it)"));
    line("exif", metadata.exif() ? "yes" : "none");
    line(
        "profile",
        metadata.colorProfile().map(text -> text.isEmpty() ? "yes" : text).orElse("none"));
    line(
        "colours",
        facts.colors().stream()
            .map(c -> String.format(Locale.ROOT, "%s %.0f %%", c.hex(), 100 * c.share()))
            .collect(Collectors.joining(", ")));
  }

  private static String turned(ImageHeader header) {
    return header.orientation() == 1
        ? ""
        : " (stored %dx%d, EXIF orientation %d)"
            .formatted(header.width(), header.height(), header.orientation());
  }

  private void line(String name, String text) {
    terminal.out().println("  " + Columns.pad(name, 9) + " " + Columns.printable(text));
  }

  private Map<String, @Nullable Object> tree(ImageFacts facts) {
    ImageHeader header = facts.header();
    ImageMetadata metadata = facts.metadata();
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("source", facts.source());
    tree.put("format", header.format().name().toLowerCase(Locale.ROOT));
    tree.put("bytes", facts.bytes());
    tree.put("width", header.uprightWidth());
    tree.put("height", header.uprightHeight());
    tree.put("stored_width", header.width());
    tree.put("stored_height", header.height());
    tree.put("orientation", header.orientation());
    tree.put("channels", header.channels());
    tree.put("bits", header.bitDepth());
    tree.put("alpha", header.alpha());
    tree.put("frames", metadata.frames());
    tree.put("exif", metadata.exif());
    put(tree, "camera", metadata.camera());
    put(tree, "lens", metadata.lens());
    put(tree, "taken", metadata.taken());
    put(tree, "exposure", metadata.exposure());
    put(tree, "software", metadata.software());
    tree.put("gps", metadata.place().isPresent());
    if (terminal.verbose()) {
      metadata
          .place()
          .ifPresent(
              place -> {
                tree.put("latitude", place.latitude());
                tree.put("longitude", place.longitude());
              });
    }
    tree.put("icc", metadata.colorProfile().isPresent());
    put(tree, "icc_profile", metadata.colorProfile().filter(text -> !text.isEmpty()));
    tree.put("dominant_colors", facts.colors().stream().map(FactsPrinter::color).toList());
    return tree;
  }

  private static void put(Map<String, @Nullable Object> tree, String name, Optional<String> text) {
    text.ifPresent(present -> tree.put(name, present));
  }

  private static List<Object> color(DominantColor color) {
    return List.of(color.hex(), Math.round(color.share() * 10_000) / 10_000.0);
  }
}
