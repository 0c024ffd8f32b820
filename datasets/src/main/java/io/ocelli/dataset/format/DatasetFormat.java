package io.ocelli.dataset.format;

import io.ocelli.dataset.DetectionDataset;
import io.ocelli.error.NearNames;
import io.ocelli.error.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * A way in which data sets lie on disk. Each is read from a folder, from an archive in place, or
 * from the one file that holds the annotations; each is written to a new folder.
 *
 * <p>Places in pictures are turned into the pixels of {@link io.ocelli.geometry.Box}, and bad
 * annotations are repaired or left out and named ({@link DetectionDataset#problems()}).
 */
public abstract sealed class DatasetFormat
    permits CocoFormat,
        VocFormat,
        YoloFormat,
        LabelMeFormat,
        IdxFormat,
        CifarFormat,
        CsvFormat,
        FolderFormat {
  private final String name;
  private final String title;

  DatasetFormat(String name, String title) {
    this.name = name;
    this.title = title;
  }

  /** All formats; where a folder looks like several, the first of these is meant. */
  public static List<DatasetFormat> all() {
    return List.of(
        new CocoFormat(),
        new VocFormat(),
        new YoloFormat(),
        new LabelMeFormat(),
        new IdxFormat(),
        new CifarFormat(),
        new CsvFormat(),
        new FolderFormat());
  }

  /** The names of all formats. */
  public static List<String> names() {
    return all().stream().map(DatasetFormat::name).toList();
  }

  /**
   * The format of a name.
   *
   * @throws UsageException if there is none
   */
  public static DatasetFormat ofName(String name) {
    return all().stream()
        .filter(one -> one.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "no such format of data sets",
                    name,
                    "the name of the format",
                    NearNames.remedy(name, names())));
  }

  /**
   * The formats that a folder, archive or file looks like, the likeliest first. Only names and the
   * beginnings of some files are looked at.
   *
   * @throws UsageException if there is nothing at the path
   */
  public static List<DatasetFormat> detect(Path input) {
    FileTree tree = FileTree.of(input);
    return all().stream().filter(one -> one.matches(tree)).toList();
  }

  /** For options: {@code voc}. */
  public final String name() {
    return name;
  }

  /** For people: {@code Pascal VOC XML}. */
  public final String title() {
    return title;
  }

  /**
   * Reads a data set.
   *
   * @param input a folder, an archive, or the file with the annotations
   * @throws UsageException if there is nothing, or nothing of this format
   * @throws io.ocelli.error.OcelliException if what the whole depends on cannot be read, or, in
   *     strict reading, at the first bad annotation
   */
  public final DetectionDataset read(Path input, ReadOptions options) {
    return read(FileTree.of(input), options, new Problems(options.strict()));
  }

  /**
   * What this format cannot hold of a data set, a sentence each; empty if it holds everything.
   * Known before anything is written.
   */
  public final List<String> losses(DetectionDataset data) {
    Losses losses = new Losses();
    count(data, losses);
    return losses.sentences();
  }

  /**
   * Writes a data set into a new folder.
   *
   * @param out is made; may exist if it is empty
   * @param progress told the number of pictures done so far
   * @throws UsageException if the folder is not empty, lies inside the data set, or the format
   *     cannot hold such a data set at all
   * @throws io.ocelli.error.OcelliException if a file cannot be written
   */
  public final Written write(
      DetectionDataset data, Path out, WriteOptions options, IntConsumer progress) {
    PictureFiles files = new PictureFiles(data, out, options.link(), progress);
    write(data, files, options);
    return files.written();
  }

  /**
   * What was written.
   *
   * @param pictures number of them
   * @param renamed pictures that got another name, since theirs was taken or cannot be one here
   * @param failures pictures that could not be read, with the reason
   */
  public record Written(int pictures, List<String> renamed, List<String> failures) {
    /** Copies the lists. */
    public Written {
      renamed = List.copyOf(renamed);
      failures = List.copyOf(failures);
    }
  }

  abstract boolean matches(FileTree tree);

  abstract DetectionDataset read(FileTree tree, ReadOptions options, Problems problems);

  abstract void count(DetectionDataset data, Losses losses);

  abstract void write(DetectionDataset data, PictureFiles files, WriteOptions options);

  final UsageException nothingHere(FileTree tree, String missing) {
    return new UsageException(
        "no data set of the format " + name,
        tree.input().toString(),
        missing,
        "check the folder, or read it as another format: --from " + String.join("|", names()));
  }

  @Override
  public final String toString() {
    return name;
  }
}
