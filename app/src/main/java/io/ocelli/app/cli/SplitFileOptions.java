package io.ocelli.app.cli;

import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.split.DatasetItems;
import io.ocelli.dataset.split.ObjectItems;
import io.ocelli.dataset.split.SplitFile;
import io.ocelli.error.UsageException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A split that was made before, for a command that reads a data set. */
final class SplitFileOptions {
  @Option(
      names = "--split-file",
      paramLabel = "FILE.csv",
      description =
          "Split the data set as this file of 'ocelli data split --csv', or of 'data check --fix',"
              + " says.",
      order = 60)
  private @Nullable Path file;

  @Option(
      names = "--fold",
      paramLabel = "N",
      description = "The fold of the split file that is held out as val.",
      order = 61)
  private @Nullable Integer fold;

  @Option(
      names = "--allow-missing",
      description = "Go on without pictures that the split file names and the data set lacks.",
      order = 62)
  private boolean allowMissing;

  @Option(
      names = "--split-sha256",
      paramLabel = "HASH",
      description = "Refuse a split file with another hash; a run's args.yaml says its own.",
      order = 63)
  private @Nullable String sha256;

  /** Whether there is a file to split by. */
  boolean given() {
    if (file == null) {
      refuse("--fold", fold == null ? null : fold.toString());
      refuse("--allow-missing", allowMissing ? "allow-missing" : null);
      refuse("--split-sha256", sha256);
    }
    return file != null;
  }

  private static void refuse(String option, @Nullable String value) {
    if (value != null) {
      throw new UsageException(
          "an option of a split file without one", value, option, "give --split-file FILE.csv too");
    }
  }

  /**
   * The data set, split as the file says.
   *
   * @param whole as its folders have it
   * @param terminal for what the user should know of the file
   * @throws UsageException if the file is broken or does not fit the data set
   */
  ClassDataset apply(ClassDataset whole, Terminal terminal) {
    return DatasetItems.of(whole).apply(read(terminal), fold, allowMissing);
  }

  /**
   * As {@link #apply(ClassDataset, Terminal)}; pictures that the file does not name are left out.
   */
  DetectionDataset apply(DetectionDataset whole, Terminal terminal) {
    return ObjectItems.apply(whole, read(terminal), fold, allowMissing);
  }

  private SplitFile.Read read(Terminal terminal) {
    Path csv = Objects.requireNonNull(file);
    SplitFile.Read read = SplitFile.read(csv, "--split-file");
    read.remarks().forEach(terminal::remark);
    String hash = read.table().hash();
    if (sha256 != null && !sha256.equalsIgnoreCase(hash)) {
      throw new UsageException(
          "another split than the one that was used",
          hash + ", not " + sha256,
          "--split-sha256, for " + csv,
          "give the file that was used, or leave --split-sha256 out");
    }
    sha256 = hash;
    return read;
  }

  /** How the splits came about, in a few words. */
  String rule() {
    return file
        + (fold == null ? "" : ", fold " + fold)
        + ", sha256 "
        + Objects.requireNonNull(sha256).substring(0, 12);
  }

  /** What a model says of the split it was trained by; nothing without a file. */
  Map<String, Object> provenance() {
    Map<String, Object> facts = new LinkedHashMap<>();
    if (file != null && sha256 != null) {
      facts.put("split_file", String.valueOf(file.getFileName()));
      facts.put("split_sha256", sha256);
      if (fold != null) {
        facts.put("fold", fold);
      }
    }
    return facts;
  }
}
