package io.ocelli.app.cli;

import io.ocelli.error.UsageException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of a command one after the other, as {@link SourceWords} expands what stands on the
 * command line. They are found while the work goes on, so that a million of them are never in
 * memory at once; what is held is the names of one folder at a time, or the table of contents of
 * one archive. For one thread at a time.
 */
final class SourceStream implements Iterator<Source>, Closeable {
  /** Inputs looked at, at most, to find one that is there: what comes before it is kept. */
  private static final int MOST_MISSING = 1000;

  private final List<String> words;
  private final SourceWords expansion;
  private final Deque<Iterator<Expansion>> open = new ArrayDeque<>();
  private final Deque<Source> peeked = new ArrayDeque<>();
  private long taken;
  private volatile long total = -1;

  /**
   * What something on the command line stands for: one input, or others that are found one by one.
   */
  sealed interface Expansion {
    /** An input. */
    record One(Source source) implements Expansion {}

    /** What has to be expanded further. */
    record Many(Iterator<Expansion> parts) implements Expansion {}
  }

  /**
   * Prepares; nothing is looked at yet.
   *
   * @param excluded a folder that is passed over where it lies inside one that is given; null for
   *     none
   * @param other told each file that is no picture by its name
   */
  SourceStream(List<String> words, @Nullable Path excluded, Consumer<String> other) {
    this.words = List.copyOf(words);
    expansion = new SourceWords(excluded, other);
    Iterator<String> each = this.words.iterator();
    open.push(
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return each.hasNext();
          }

          @Override
          public Expansion next() {
            return expansion.word(each.next());
          }
        });
  }

  @Override
  public boolean hasNext() {
    return !peeked.isEmpty() || advance();
  }

  @Override
  public Source next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    taken++;
    return peeked.remove();
  }

  private boolean advance() {
    while (!open.isEmpty()) {
      Iterator<Expansion> innermost = open.element();
      if (!innermost.hasNext()) {
        close(open.pop());
        continue;
      }
      Expansion next = innermost.next();
      if (next instanceof Expansion.Many many) {
        open.push(many.parts());
      } else {
        peeked.add(((Expansion.One) next).source());
        return true;
      }
    }
    if (total < 0) {
      total = taken + peeked.size();
    }
    return false;
  }

  /**
   * The next inputs, which {@link #next} gives again: at least so many, or all there are. Of a list
   * that somebody is still typing no more than one is waited for.
   */
  List<Source> peek(int count) {
    int wanted = live() ? Math.min(count, 1) : count;
    while (peeked.size() < wanted && advance()) {
      // advance() keeps it
    }
    return List.copyOf(peeked);
  }

  /** How many workers have something to do: no more than there are inputs. */
  int workers(int most) {
    return live() ? most : Math.max(1, Math.min(most, peek(most).size()));
  }

  /** Whether inputs come from standard input, at somebody's pace. */
  boolean live() {
    return words.contains(SourceWords.STANDARD_INPUT);
  }

  /** How many inputs there are in all, once that is known; else -1. For any thread. */
  long total() {
    return total;
  }

  /** How many files were passed over because they are no pictures by their names. */
  long others() {
    return expansion.others();
  }

  /**
   * Looks whether there is anything at all.
   *
   * @param label what the help of the command calls the words
   * @throws UsageException if not, naming the first word and why
   */
  void require(String label) {
    int count = 1;
    List<Source> found = peek(count);
    while (found.size() == count
        && count < MOST_MISSING
        && found.get(count - 1) instanceof Source.Missing) {
      count++;
      found = live() ? found : peek(count);
    }
    if (found.stream().allMatch(Source.Missing.class::isInstance) && total >= 0) {
      throw nothing(words, found, expansion.others(), label);
    }
  }

  static UsageException nothing(List<String> words, List<Source> found, long others, String label) {
    if (!found.isEmpty() && found.get(0) instanceof Source.Missing first) {
      String more = found.size() == 1 ? "" : " (and " + (found.size() - 1) + " more)";
      return new UsageException(first.problem(), first.name() + more, label, first.remedy());
    }
    return new UsageException(
        "no pictures",
        String.join(", ", words.subList(0, Math.min(3, words.size()))),
        label,
        others == 0
            ? "give files, folders, globs, archives, @list.txt or addresses"
            : "the "
                + others
                + " files there have no extension of an image; name files outright to try them");
  }

  /** All that is left, in memory. */
  List<Source> rest() {
    List<Source> rest = new ArrayList<>();
    forEachRemaining(rest::add);
    return rest;
  }

  @Override
  public void close() {
    open.forEach(SourceStream::close);
    open.clear();
  }

  private static void close(Iterator<Expansion> parts) {
    if (parts instanceof Closeable closeable) {
      try {
        closeable.close();
      } catch (IOException e) {
        // It was only read from.
      }
    }
  }
}
