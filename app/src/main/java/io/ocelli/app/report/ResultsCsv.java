package io.ocelli.app.report;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.ocelli.error.OcelliException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code results.csv}: a header and a row an epoch. A row goes to the disk at once and in one
 * piece, so an interruption costs at most the row that was being written; {@link #resume} drops
 * such a torn row. An unmeasured figure is an empty cell; numbers have nine significant digits.
 */
public final class ResultsCsv {
  /** The columns, in order. */
  public static final List<String> COLUMNS =
      List.of(
          "epoch",
          "train_loss",
          "train_accuracy",
          "val_loss",
          "val_accuracy",
          "learning_rate",
          "images_per_second",
          "seconds");

  private final Path file;
  private final List<Epoch> epochs;

  private ResultsCsv(Path file, List<Epoch> epochs) {
    this.file = file;
    this.epochs = new ArrayList<>(epochs);
    rewrite();
  }

  /** A new file with a header; replaces one that is there. */
  public static ResultsCsv start(Path file) {
    return new ResultsCsv(file, List.of());
  }

  /**
   * Goes on after an interruption.
   *
   * @param lastEpoch the epoch of the weights that training goes on from; later rows are dropped,
   *     because those epochs will run again
   */
  public static ResultsCsv resume(Path file, int lastEpoch) {
    List<Epoch> kept =
        Files.exists(file)
            ? read(file).stream().filter(e -> e.epoch() <= lastEpoch).toList()
            : List.of();
    return new ResultsCsv(file, kept);
  }

  /** The epochs written so far. */
  public List<Epoch> epochs() {
    return List.copyOf(epochs);
  }

  /**
   * Adds a row.
   *
   * @throws OcelliException if the file cannot be written
   */
  public void append(Epoch epoch) {
    ByteBuffer row = ByteBuffer.wrap(row(epoch).getBytes(StandardCharsets.UTF_8));
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (row.hasRemaining()) {
        channel.write(row);
      }
      channel.force(true);
    } catch (IOException e) {
      throw AtomicFile.unwritable(file, e);
    }
    epochs.add(epoch);
  }

  /**
   * The epochs of a file. A last row that is torn (no line end, as after a power cut) is left out.
   *
   * @throws OcelliException if the file cannot be read or is no {@code results.csv}
   */
  public static List<Epoch> read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new OcelliException(
          "cannot read the epochs of a run",
          file.toString(),
          e.toString(),
          "check that the run folder is complete",
          e);
    }
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    CsvMapper csv = CsvMapper.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY).build();
    try (MappingIterator<String[]> rows = csv.readerFor(String[].class).readValues(whole)) {
      if (!rows.hasNext() || !COLUMNS.equals(List.of(rows.next()))) {
        throw new IOException("the first line is not " + String.join(",", COLUMNS));
      }
      List<Epoch> epochs = new ArrayList<>();
      while (rows.hasNext()) {
        epochs.add(parse(rows.next()));
      }
      return epochs;
    } catch (IOException | NumberFormatException e) {
      throw new OcelliException(
          "not a results.csv",
          file.toString(),
          String.valueOf(e.getMessage()),
          "restore the file, or start a new run without --resume",
          e);
    }
  }

  private static Epoch parse(String[] cells) throws IOException {
    if (cells.length != COLUMNS.size()) {
      throw new IOException("a row with " + cells.length + " cells: " + String.join(",", cells));
    }
    double[] v = new double[cells.length];
    for (int i = 1; i < cells.length; i++) {
      v[i] = CsvText.parse(cells[i]);
    }
    return new Epoch(Integer.parseInt(cells[0].trim()), v[1], v[2], v[3], v[4], v[5], v[6], v[7]);
  }

  private static String row(Epoch e) {
    return String.join(
            ",",
            Integer.toString(e.epoch()),
            CsvText.number(e.trainLoss()),
            CsvText.number(e.trainAccuracy()),
            CsvText.number(e.valLoss()),
            CsvText.number(e.valAccuracy()),
            CsvText.number(e.learningRate()),
            CsvText.number(e.imagesPerSecond(), 1),
            CsvText.number(e.seconds(), 3))
        + "\n";
  }

  private void rewrite() {
    StringBuilder text = new StringBuilder(String.join(",", COLUMNS)).append('\n');
    epochs.forEach(e -> text.append(row(e)));
    AtomicFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
