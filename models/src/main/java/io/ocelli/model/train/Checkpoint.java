package io.ocelli.model.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ocelli.error.OcelliException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A zip with the weights of a network and, where training goes on from it, what the optimiser
 * remembers, as a {@link SavedNet} or as Deeplearning4j has them; and an entry {@code ocelli.json}
 * with the {@link TrainingState} and what the model must know of itself.
 */
public final class Checkpoint {
  private static final String ENTRY = "ocelli.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Checkpoint() {}

  /**
   * What the entry holds.
   *
   * @param state where the run stands
   * @param facts of the model: labels, input, backbone, seed, split hash
   */
  public record Contents(TrainingState state, JsonNode facts) {}

  /** The network's own entries of a zip. */
  interface Content {
    void write(ZipOutputStream zip) throws IOException;
  }

  /**
   * Writes a checkpoint; an old one of the same name is replaced only when the new one is whole.
   */
  static void write(Path zip, Content content, TrainingState state, JsonNode facts) {
    Path part = zip.resolveSibling(zip.getFileName() + ".part");
    try {
      Files.createDirectories(zip.toAbsolutePath().getParent());
      try (ZipOutputStream out =
          new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(part), 1 << 16))) {
        out.setLevel(0);
        content.write(out);
        out.putNextEntry(new ZipEntry(ENTRY));
        ObjectNode contents = JSON.createObjectNode();
        contents.set("state", JSON.valueToTree(state));
        contents.set("facts", facts);
        out.write(JSON.writeValueAsBytes(contents));
      }
      Files.move(part, zip, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      try {
        Files.deleteIfExists(part);
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw new OcelliException(
          "the checkpoint cannot be written",
          String.valueOf(e.getMessage()),
          zip.toString(),
          "free space, or choose another folder with --out; the checkpoint before it is kept",
          e);
    }
  }

  /** Whether a zip has the entry that Ocelli adds; one without it may be Deeplearning4j's own. */
  public static boolean isOne(Path zip) {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      return file.getEntry(ENTRY) != null;
    } catch (IOException e) {
      // Whoever reads it will say why it cannot be read.
      return false;
    }
  }

  /** Reads the entry that Ocelli added. */
  public static Contents read(Path zip) {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      ZipEntry entry = file.getEntry(ENTRY);
      if (entry == null) {
        throw new OcelliException(
            "a zip without the facts of an Ocelli run",
            ENTRY + " is missing",
            zip.toString(),
            "give the weights/*.zip of a run folder");
      }
      try (InputStream in = file.getInputStream(entry)) {
        JsonNode contents = JSON.readTree(in);
        return new Contents(
            JSON.treeToValue(contents.get("state"), TrainingState.class), contents.get("facts"));
      }
    } catch (IOException e) {
      throw new OcelliException(
          "the checkpoint cannot be read",
          String.valueOf(e.getMessage()),
          zip.toString(),
          "is it the weights/*.zip of a run folder, and whole?",
          e);
    }
  }
}
