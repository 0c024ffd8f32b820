package io.ocelli.model.zoo;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text file of class names, one a line, UTF-8; line 1 is index 0. */
public final class Labels {
  private static final Pattern NUMBERED =
      Pattern.compile("(\\d{1,6})\\s*[,:;\\t]\\s*['\"]?(.*?\\S)['\"]?,?");

  private Labels() {}

  /**
   * Reads the names. Spaces around a name and empty lines at the end do not count, nor does the
   * index where each line begins with its own.
   *
   * @throws UsageException when there is no such file
   * @throws OcelliException when it is no UTF-8 text or a name is missing in its middle
   */
  public static List<String> read(Path file) {
    List<String> lines;
    try {
      lines = new ArrayList<>(Files.readAllLines(file));
    } catch (NoSuchFileException e) {
      throw new UsageException(
          "no such file of labels", file.toString(), "--labels", "check the path");
    } catch (MalformedInputException e) {
      throw new OcelliException(
          "the labels are no UTF-8 text", file.toString(), "--labels", "save the file as UTF-8", e);
    } catch (IOException e) {
      throw new OcelliException(
          "the labels cannot be read",
          String.valueOf(e.getMessage()),
          file.toString(),
          "give a text file with one name a line",
          e);
    }
    if (!lines.isEmpty() && lines.get(0).startsWith("\uFEFF")) {
      lines.set(0, lines.get(0).substring(1));
    }
    lines.replaceAll(String::strip);
    while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    int empty = lines.indexOf("");
    if (lines.isEmpty() || empty >= 0) {
      throw new OcelliException(
          lines.isEmpty() ? "the file holds no labels" : "a label is missing",
          lines.isEmpty() ? file.getFileName().toString() : "line " + (empty + 1) + " is empty",
          file.toString(),
          "write one name a line, the name of class 0 first");
    }
    return withoutNumbers(lines);
  }

  /**
   * The names alone when each line begins with its own index, counted from 0, as in {@code 0,
   * tench} or {@code 0: 'tench',}; else the lines as they are.
   */
  private static List<String> withoutNumbers(List<String> lines) {
    List<String> names = new ArrayList<>(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      Matcher numbered = NUMBERED.matcher(lines.get(i));
      if (!numbered.matches() || !numbered.group(1).equals(Integer.toString(i))) {
        return List.copyOf(lines);
      }
      names.add(numbered.group(2));
    }
    return List.copyOf(names);
  }
}
