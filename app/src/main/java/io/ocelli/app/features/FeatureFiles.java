package io.ocelli.app.features;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The three files of feature vectors: {@code NAME.npy}, the numbers; {@code NAME.csv}, which
 * picture each row is of; {@code NAME.json}, what made them.
 *
 * @param numbers {@code NAME.npy}
 * @param pictures {@code NAME.csv}: {@code row,source,bytes,modified}
 * @param about {@code NAME.json}
 */
public record FeatureFiles(Path numbers, Path pictures, Path about) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What made the numbers: vectors of another model or layer cannot be compared with them.
   *
   * @param model SHA-256 of its file, in hexadecimal digits
   * @param layer the tensor
   * @param input how the pictures were made
   * @param normalized whether each vector has the length 1
   * @param listing what a folder held, as a hash of names, sizes and times; empty where nobody asks
   * @param rows how many
   * @param columns numbers in each
   */
  public record About(
      String model,
      String layer,
      String input,
      boolean normalized,
      String listing,
      long rows,
      int columns) {}

  /**
   * A picture of a row.
   *
   * @param bytes its size
   * @param modified when it was changed last, milliseconds since 1970; -1 where that is not known
   */
  public record Picture(String source, long bytes, long modified) {}

  /** The names beside {@code NAME.npy}. */
  public static FeatureFiles of(Path npy) {
    String name = String.valueOf(npy.getFileName());
    String stem =
        name.toLowerCase(java.util.Locale.ROOT).endsWith(".npy")
            ? name.substring(0, name.length() - 4)
            : name;
    return new FeatureFiles(
        npy, npy.resolveSibling(stem + ".csv"), npy.resolveSibling(stem + ".json"));
  }

  /** Writes what made the numbers. */
  public void write(About facts) throws IOException {
    Files.writeString(
        about, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(facts) + "\n");
  }

  /**
   * Reads what made the numbers.
   *
   * @throws UsageException if that is not there
   */
  public About read() throws IOException {
    if (!Files.isRegularFile(about)) {
      throw new UsageException(
          "nobody knows what made these features",
          about + " is missing",
          numbers.toString(),
          "write them with ocelli embed SOURCE... -m MODEL --save " + numbers);
    }
    try {
      return JSON.readValue(about.toFile(), About.class);
    } catch (JsonProcessingException e) {
      throw damaged(about, e);
    }
  }

  /** The pictures of the rows, in order. */
  public List<Picture> readPictures() throws IOException {
    List<Picture> found = new ArrayList<>();
    try (MappingIterator<String[]> rows =
        new CsvMapper()
            .readerFor(String[].class)
            .with(CsvParser.Feature.WRAP_AS_ARRAY)
            .readValues(Files.newBufferedReader(pictures))) {
      rows.nextValue();
      while (rows.hasNextValue()) {
        String[] cells = rows.nextValue();
        found.add(new Picture(cells[1], Long.parseLong(cells[2]), Long.parseLong(cells[3])));
      }
      return found;
    } catch (JsonProcessingException
        | java.util.NoSuchElementException
        | IndexOutOfBoundsException
        | NumberFormatException e) {
      throw damaged(pictures, e);
    }
  }

  private static OcelliException damaged(Path file, Exception e) {
    return new OcelliException(
        "a file of the features is damaged",
        String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
        file.toString(),
        "write them again with ocelli embed",
        e);
  }
}
