package io.ocelli.dataset.format;

import io.ocelli.annotation.Instance;
import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.ClassFolder;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.Sample;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.format.Problems.Place;
import io.ocelli.error.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A folder for each class, {@code DIR/<class>/…} or {@code DIR/train|val|test/<class>/…}. */
final class FolderFormat extends DatasetFormat {
  /** Share of all pictures that have to be in folders of classes. */
  private static final double MOST = 0.9;

  FolderFormat() {
    super("folders", "folder for each class");
  }

  @Override
  boolean matches(FileTree tree) {
    return tree.chosen().isEmpty() && looksLike(tree);
  }

  /** Whether nearly all pictures are in folders of two classes or more, or of one in a split. */
  static boolean looksLike(FileTree tree) {
    if (tree.chosen().isPresent()) {
      return false;
    }
    try {
      ClassDataset data = ClassFolder.readWhole(tree.input());
      boolean several = data.classes().size() > 1 || data.presplit();
      return several && data.all().size() >= MOST * tree.pictures().size();
    } catch (UsageException none) {
      return false;
    }
  }

  @Override
  DetectionDataset read(FileTree tree, ReadOptions options, Problems problems) {
    ClassDataset data = ClassFolder.readWhole(tree.input());
    data.remarks().forEach(problems::remark);
    List<ByteSource> sources = data.all().stream().map(Sample::source).toList();
    Map<String, PictureSizes.Measured> sizes = PictureSizes.of(sources, options.threads());
    List<AnnotatedPicture> pictures = new ArrayList<>();
    data.splits()
        .forEach(
            (split, samples) -> {
              for (Sample sample : samples) {
                PictureSizes.Measured size = sizes.get(sample.source().name());
                if (size == null || size.trouble() != null) {
                  problems.dropped(
                      Place.of(sample.source()),
                      "a broken picture",
                      size == null ? "" : String.valueOf(size.trouble()));
                } else {
                  pictures.add(
                      new AnnotatedPicture(
                          sample.source(),
                          sample.path(),
                          size.width(),
                          size.height(),
                          List.of(),
                          List.of(sample.label()),
                          data.presplit() ? Optional.of(split) : Optional.empty(),
                          Map.of()));
                }
              }
            });
    return new DetectionDataset(
        tree.input().toString(),
        data.classes(),
        pictures,
        Map.of(),
        problems.remarks(),
        problems.all());
  }

  /**
   * The class of a picture where it has only one: its own, or that of all its objects.
   *
   * @return empty if it has none or several
   */
  static Optional<Integer> onlyClass(AnnotatedPicture picture) {
    Set<Integer> labels =
        picture.labels().isEmpty()
            ? picture.instances().stream().map(Instance::label).collect(Collectors.toSet())
            : Set.copyOf(picture.labels());
    return labels.size() == 1 ? Optional.of(labels.iterator().next()) : Optional.empty();
  }

  /** Counts what formats lose that know one class for each picture and nothing else. */
  static void countAllButClass(DetectionDataset data, Losses losses) {
    losses.pictures(
        data,
        one -> onlyClass(one).isEmpty() && one.labels().isEmpty() && one.instances().isEmpty(),
        "pictures without a class are left out");
    losses.pictures(
        data,
        one -> onlyClass(one).isEmpty() && !(one.labels().isEmpty() && one.instances().isEmpty()),
        "pictures of several classes are left out");
    losses.allInstances(data);
    losses.cocoFacts(data);
  }

  @Override
  void count(DetectionDataset data, Losses losses) {
    countAllButClass(data, losses);
    losses.add(
        (int) data.classes().stream().filter(one -> !isFolder(one)).count(),
        "classes get another name, since theirs cannot be one of a folder");
  }

  private static boolean isFolder(String name) {
    return name.equals(folder(name));
  }

  private static String folder(String name) {
    String folder = name.replaceAll("[/\\\\:*?\"<>|\\p{Cntrl}]", "_").strip();
    return folder.isEmpty() || folder.matches("\\.+") ? "_" + folder : folder;
  }

  @Override
  void write(DetectionDataset data, PictureFiles files, WriteOptions options) {
    for (AnnotatedPicture picture : data.pictures()) {
      onlyClass(picture)
          .ifPresent(
              label -> {
                String name = folder(data.classes().get(label));
                String split = picture.split().map(Split::folder).orElse(null);
                String below = split == null ? name : split + "/" + name;
                files.put(
                    picture.path().startsWith(name + "/") ? inside(picture, name) : picture,
                    below,
                    false);
              });
    }
  }

  // What came from a folder of this class has its name in its path already.
  private static AnnotatedPicture inside(AnnotatedPicture picture, String folder) {
    return new AnnotatedPicture(
        picture.source(),
        picture.path().substring(folder.length() + 1),
        picture.width(),
        picture.height(),
        picture.instances(),
        picture.labels(),
        picture.split(),
        picture.attributes());
  }
}
