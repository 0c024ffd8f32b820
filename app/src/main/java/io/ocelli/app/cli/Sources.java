package io.ocelli.app.cli;

import io.ocelli.error.UsageException;
import java.util.ArrayList;
import java.util.List;

/**
 * All inputs of a command at once, for commands that must know them before they begin. {@link
 * SourceStream} is for those that need not.
 *
 * @param all the inputs, in the order in which they were asked for
 * @param others files in folders and archives that have no extension of an image
 */
public record Sources(List<Source> all, List<String> others) {
  /** Copies. */
  public Sources {
    all = List.copyOf(all);
    others = List.copyOf(others);
  }

  /**
   * Expands the words in their order.
   *
   * @throws UsageException if nothing at all is found, naming the first word and why
   */
  public static Sources of(List<String> words) {
    return of(words, "SOURCE");
  }

  /**
   * As {@link #of(List)}.
   *
   * @param label what the help of the command calls the words
   */
  public static Sources of(List<String> words, String label) {
    List<String> others = new ArrayList<>();
    try (SourceStream stream = new SourceStream(words, null, others::add)) {
      Sources sources = new Sources(stream.rest(), others);
      if (sources.all.stream().allMatch(Source.Missing.class::isInstance)) {
        throw SourceStream.nothing(words, sources.all, others.size(), label);
      }
      return sources;
    }
  }

  /** Says how many files were passed over; with {@code -v} which. */
  void tellOthers(Terminal terminal) {
    if (!others.isEmpty()) {
      terminal.remark(
          others.size()
              + " other files are no pictures by their names"
              + (terminal.verbose() ? ":" : " (-v names them)"));
      others.forEach(other -> terminal.detail("  " + Columns.printable(other)));
    }
  }

  /** Number of inputs that are not there. */
  public long missing() {
    return all.stream().filter(Source.Missing.class::isInstance).count();
  }
}
