package io.ocelli.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of documentation as the tests read it: its fenced code blocks, each with the HTML comment
 * that stands right above it, and its links.
 *
 * @param file of the page
 * @param text of the page
 */
record MarkdownPage(Path file, String text) {
  private static final Pattern FENCE = Pattern.compile("\\s*```\\s*(\\S*).*");
  private static final Pattern COMMENT = Pattern.compile("\\s*<!--\\s*(.*?)\\s*-->\\s*");
  private static final Pattern LINK =
      Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)|(?:src|srcset)=\"([^\"]+)\"");

  /**
   * A code block.
   *
   * @param line of the page on which its code begins, from 1
   * @param language as written after the fence, "" for none
   * @param lines of code
   * @param remark the comment above it, "" for none
   */
  record Block(int line, String language, List<String> lines, String remark) {
    /** Why it is not run: {@code <!-- not run: REASON -->}. */
    Optional<String> notRun() {
      return after("not run:");
    }

    /** Options that the test adds to be quick: {@code <!-- test adds: --epochs 1 -->}. */
    String added() {
      return after("test adds:").map(options -> " " + options).orElse("");
    }

    private Optional<String> after(String key) {
      return remark.startsWith(key)
          ? Optional.of(remark.substring(key.length()).strip())
          : Optional.empty();
    }
  }

  static MarkdownPage read(Path file) {
    try {
      return new MarkdownPage(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    String remark = "";
    String language = null;
    List<String> code = new ArrayList<>();
    List<String> all = text.lines().toList();
    for (int i = 0; i < all.size(); i++) {
      String line = all.get(i);
      Matcher fence = FENCE.matcher(line);
      if (fence.matches() && language == null) {
        language = fence.group(1);
        code = new ArrayList<>();
      } else if (fence.matches()) {
        blocks.add(new Block(i + 1 - code.size(), language, List.copyOf(code), remark));
        language = null;
        remark = "";
      } else if (language != null) {
        code.add(line);
      } else if (!line.isBlank()) {
        Matcher comment = COMMENT.matcher(line);
        remark = comment.matches() ? comment.group(1) : "";
      }
    }
    if (language != null) {
      throw new IllegalStateException(file + ": a code block does not end");
    }
    return blocks;
  }

  /** Where the page's links and pictures point to, without those into the web. */
  List<String> localLinks() {
    return LINK.matcher(text)
        .results()
        .map(link -> link.group(1) == null ? link.group(2) : link.group(1))
        .filter(link -> !link.matches("[a-z]+:.*"))
        .toList();
  }
}
