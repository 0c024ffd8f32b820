package io.ocelli.dataset.split;

import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.NewFolder;
import io.ocelli.dataset.Sample;
import io.ocelli.dataset.Split;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Writes a data set to {@code OUT/train|val|test/<class>/…}, keeping the folders below the class.
 * The input is only read; nothing that exists is written over.
 */
public final class SplitWriter {
  private SplitWriter() {}

  /** How a file gets to its new place. */
  public enum Transfer {
    /** Its bytes are copied. */
    COPY,
    /** A second name for the same file, which takes no room; changing one changes the other. */
    HARD_LINK
  }

  /**
   * What was written.
   *
   * @param files number of pictures
   * @param bytes their size
   * @param failures pictures that could not be read, with the reason
   */
  public record Written(int files, long bytes, List<String> failures) {
    /** Copies the list. */
    public Written {
      failures = List.copyOf(failures);
    }
  }

  /**
   * Writes all samples.
   *
   * @param out is made; may exist if it is empty
   * @param root the folder the data set was read from; {@code out} may not lie inside it
   * @param progress told the number of pictures done so far
   * @throws UsageException if {@code out} is not empty or inside {@code root}, or links are asked
   *     for of pictures in an archive
   * @throws OcelliException if a file cannot be written or linked
   */
  public static Written write(
      ClassDataset data, Path root, Path out, Transfer transfer, IntConsumer progress) {
    NewFolder.check(root, out);
    Set<String> taken = new HashSet<>();
    List<String> failures = new ArrayList<>();
    int files = 0;
    int done = 0;
    long bytes = 0;
    for (Split split : Split.values()) {
      for (Sample sample : data.samples(split)) {
        Path target = free(place(out, split, sample), taken);
        try {
          Files.createDirectories(target.getParent());
        } catch (IOException e) {
          throw NewFolder.unwritable(target, e);
        }
        if (transfer == Transfer.HARD_LINK) {
          NewFolder.link(sample.source(), target);
          bytes += sample.source().size();
          files++;
        } else {
          try {
            bytes += copy(sample, target);
            files++;
          } catch (UnreadableException e) {
            failures.add(e.getMessage());
          }
        }
        progress.accept(++done);
      }
    }
    return new Written(files, bytes, failures);
  }

  private static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableException(String message) {
      super(message, null, false, false);
    }
  }

  private static Path place(Path out, Split split, Sample sample) {
    try {
      Path base = out.resolve(split.folder());
      Path target = base.resolve(sample.path()).normalize();
      if (target.startsWith(base.normalize()) && target.getNameCount() > base.getNameCount() + 1) {
        return target;
      }
    } catch (InvalidPathException e) {
      // The name is from an archive or another system; it is refused below.
    }
    throw new OcelliException(
        "a name that cannot be a file here",
        sample.path(),
        sample.source().name(),
        "rename it in the data set");
  }

  // File systems may not tell upper from lower case, or composed from decomposed letters.
  private static Path free(Path target, Set<String> taken) {
    Path name = target;
    String file = String.valueOf(target.getFileName());
    int dot = file.lastIndexOf('.') < 0 ? file.length() : file.lastIndexOf('.');
    for (int n = 2; !taken.add(name.toString().toLowerCase(Locale.ROOT)); n++) {
      name = target.resolveSibling(file.substring(0, dot) + "-" + n + file.substring(dot));
    }
    return name;
  }

  private static long copy(Sample sample, Path target) throws UnreadableException {
    byte[] bytes;
    try {
      bytes = sample.source().read();
    } catch (IOException e) {
      throw new UnreadableException(sample.source().name() + ": " + e.getMessage());
    }
    try {
      Files.write(target, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw NewFolder.unwritable(target, e);
    }
    return bytes.length;
  }
}
