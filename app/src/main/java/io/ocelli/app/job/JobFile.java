package io.ocelli.app.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code FILE.job} beside the results of a job that has not ended: JSON lines, first what the job
 * is ({@link Header}), then how far it has come ({@link Checkpoint}), one line about every second.
 * A last line that a crash cut off does not count.
 */
public final class JobFile implements AutoCloseable {
  /** What the lines mean; raised when that changes. */
  public static final int VERSION = 1;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final OutputStream out;

  private JobFile(OutputStream out) {
    this.out = out;
  }

  /**
   * What a job is. It can be continued only by one that is the same.
   *
   * @param version {@link #VERSION}
   * @param options all that decides what is written, by name
   */
  public record Header(int version, Map<String, String> options) {
    /** Copies. */
    public Header {
      options = Map.copyOf(options);
    }
  }

  /** Whether a job runs, or has ended. */
  public enum State {
    /** It runs, or was killed. */
    RUNNING,
    /** It was asked to stop, and its results are in place as far as they go. */
    STOPPED,
    /** It went through all inputs. */
    DONE
  }

  /**
   * How far a job has come.
   *
   * @param bytes length of each of its files when all that is counted was written, and no more
   */
  public record Checkpoint(State state, Progress.Mark mark, List<Long> bytes) {
    /** Copies. */
    public Checkpoint {
      bytes = List.copyOf(bytes);
    }
  }

  /**
   * What lies in such a file.
   *
   * @param checkpoints oldest first
   */
  public record Saved(Header header, List<Checkpoint> checkpoints) {
    /** Copies. */
    public Saved {
      checkpoints = List.copyOf(checkpoints);
    }

    /** Whether the results were put in place, whole or not. */
    public boolean ended() {
      return !checkpoints.isEmpty()
          && checkpoints.get(checkpoints.size() - 1).state() != State.RUNNING;
    }

    /** The last checkpoint whose bytes are all there; empty when there is none. */
    public Optional<Checkpoint> within(List<Long> lengths) {
      for (int i = checkpoints.size() - 1; i >= 0; i--) {
        Checkpoint one = checkpoints.get(i);
        boolean there = one.bytes().size() == lengths.size();
        for (int k = 0; there && k < lengths.size(); k++) {
          there = one.bytes().get(k) <= lengths.get(k);
        }
        if (there) {
          return Optional.of(one);
        }
      }
      return Optional.empty();
    }
  }

  /** Where it lies. */
  public static Path beside(Path results) {
    return results.resolveSibling(results.getFileName() + ".job");
  }

  /** Reads one; empty where there is none, or none of this version. */
  public static Optional<Saved> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    List<String> lines = Files.readString(file).lines().toList();
    List<Checkpoint> checkpoints = new ArrayList<>();
    try {
      Header header = lines.isEmpty() ? null : JSON.readValue(lines.get(0), Header.class);
      if (header == null || header.version() != VERSION) {
        return Optional.empty();
      }
      for (String line : lines.subList(1, lines.size())) {
        try {
          checkpoints.add(JSON.readValue(line, Checkpoint.class));
        } catch (JsonProcessingException cutOff) {
          break;
        }
      }
      return Optional.of(new Saved(header, checkpoints));
    } catch (JsonProcessingException notOurs) {
      return Optional.empty();
    }
  }

  /**
   * Begins a file, in the place of an older one, with how far the job is: at no time is there a
   * file that says less than the older one.
   */
  public static JobFile create(Path file, Header header, Checkpoint first) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(part, line(header) + line(first));
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    return new JobFile(Files.newOutputStream(file, StandardOpenOption.APPEND));
  }

  /** Writes down how far the job is. */
  public void add(Checkpoint checkpoint) throws IOException {
    out.write(line(checkpoint).getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static String line(Object value) throws IOException {
    return JSON.writeValueAsString(value) + "\n";
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
