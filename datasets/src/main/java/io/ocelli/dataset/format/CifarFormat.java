package io.ocelli.dataset.format;

import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.SourceListing.Entry;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.format.Problems.Place;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The binary versions of CIFAR-10 and CIFAR-100: a byte for the class (two in CIFAR-100, of which
 * the second is the fine one) and 32x32 pixels, all red ones, then green, then blue.
 *
 * @see <a href="https://www.cs.toronto.edu/~kriz/cifar.html">CIFAR</a>
 */
final class CifarFormat extends DatasetFormat {
  private static final int SIDE = 32;
  private static final int PLANE = SIDE * SIDE;
  private static final int PIXELS = 3 * PLANE;
  private static final int MOST_CLASSES = 256;
  private static final Pattern NAME =
      Pattern.compile("(data_batch_\\d+|test_batch|train|val|test|data)\\.bin");

  CifarFormat() {
    super("cifar", "CIFAR binary");
  }

  @Override
  boolean matches(FileTree tree) {
    return files(tree).stream().anyMatch(one -> labelBytes(tree, one) > 0);
  }

  private static List<Entry> files(FileTree tree) {
    return tree.documents(".bin").stream()
        .filter(one -> NAME.matcher(FileTree.key(FileTree.last(one.path()))).matches())
        .toList();
  }

  /** 1 for CIFAR-10, 2 for CIFAR-100, 0 if the size fits neither. */
  private static int labelBytes(FileTree tree, Entry file) {
    long size = file.source().size();
    boolean fine =
        tree.documents(".txt").stream()
            .anyMatch(one -> FileTree.last(one.path()).equals("fine_label_names.txt"));
    if (size > 0 && fine && size % (PIXELS + 2) == 0) {
      return 2;
    }
    return size > 0 && size % (PIXELS + 1) == 0 ? 1 : size > 0 && size % (PIXELS + 2) == 0 ? 2 : 0;
  }

  @Override
  DetectionDataset read(FileTree tree, ReadOptions options, Problems problems) {
    List<Entry> files = files(tree);
    if (files.isEmpty()) {
      throw nothingHere(tree, "there is no data_batch_1.bin, train.bin, test.bin, …");
    }
    List<String> classes = new ArrayList<>(names(tree, options));
    boolean named = !classes.isEmpty();
    List<AnnotatedPicture> pictures = new ArrayList<>();
    int[] numbers = new int[Split.values().length + 1];
    for (Entry file : files) {
      int labelBytes = labelBytes(tree, file);
      if (labelBytes == 0) {
        throw new OcelliException(
            "a CIFAR file that cannot be read",
            file.source().size() + " bytes are no whole number of pictures",
            file.source().name(),
            "fetch it again; it may have broken off");
      }
      byte[] bytes = PixelPictures.bytes(file);
      Optional<Split> split = split(FileTree.last(file.path()));
      int count = split.map(one -> List.of(Split.values()).indexOf(one) + 1).orElse(0);
      for (int at = 0; at < bytes.length; at += labelBytes + PIXELS) {
        int label = bytes[at + labelBytes - 1] & 0xff;
        while (!named && classes.size() <= label) {
          classes.add(Integer.toString(classes.size()));
        }
        int number = numbers[count]++;
        if (label >= classes.size()) {
          problems.dropped(
              Place.of(file.source()),
              "a class index that is not among the %d classes".formatted(classes.size()),
              label + " of picture " + number);
          continue;
        }
        ByteSource.Pixels pixels = ByteSource.Pixels.planes(bytes, at + labelBytes, SIDE, SIDE);
        pictures.add(PixelPictures.picture(file, number, pixels, label, split));
      }
    }
    return new DetectionDataset(
        tree.input().toString(), classes, pictures, Map.of(), problems.remarks(), problems.all());
  }

  private static Optional<Split> split(String file) {
    return file.startsWith("data_batch")
        ? Optional.of(Split.TRAIN)
        : FolderNames.split(file.split("[_.]", -1)[0]);
  }

  private static List<String> names(FileTree tree, ReadOptions options) {
    if (!options.classes().isEmpty()) {
      return options.classes();
    }
    for (String list : List.of("fine_label_names.txt", "batches.meta.txt")) {
      for (Entry one : tree.documents(".txt")) {
        if (FileTree.last(one.path()).equals(list)) {
          return ClassNames.read(one.source());
        }
      }
    }
    return ClassNames.list(tree).map(one -> ClassNames.read(one.source())).orElse(List.of());
  }

  @Override
  void count(DetectionDataset data, Losses losses) {
    FolderFormat.countAllButClass(data, losses);
    losses.add(data.pictures().size(), "pictures lose their names");
  }

  @Override
  void write(DetectionDataset data, PictureFiles files, WriteOptions options) {
    List<AnnotatedPicture> kept =
        data.pictures().stream().filter(one -> FolderFormat.onlyClass(one).isPresent()).toList();
    for (AnnotatedPicture picture : kept) {
      if (picture.width() != SIDE || picture.height() != SIDE) {
        throw new UsageException(
            "CIFAR holds pictures of 32x32 alone",
            picture.width() + "x" + picture.height(),
            picture.source().name(),
            "make them so first, for example: ocelli image DIR \"resize width=32 height=32\" -o OUT");
      }
    }
    if (kept.isEmpty() || data.classes().size() > MOST_CLASSES) {
      throw new UsageException(
          "CIFAR cannot hold this data set",
          "%d pictures of one class, %d classes".formatted(kept.size(), data.classes().size()),
          data.name(),
          "it needs pictures with one class each, of at most 256 classes");
    }
    Map<String, List<AnnotatedPicture>> parts = new LinkedHashMap<>();
    kept.forEach(
        one ->
            parts
                .computeIfAbsent(
                    one.split().map(Split::folder).orElse("data"), name -> new ArrayList<>())
                .add(one));
    parts.forEach(
        (name, some) ->
            files.binary(
                name + ".bin",
                to -> {
                  for (AnnotatedPicture picture : some) {
                    to.write(FolderFormat.onlyClass(picture).orElse(0));
                    to.write(planes(PixelPictures.bgr(picture)));
                    files.counted();
                  }
                }));
    files.text("batches.meta.txt", String.join("\n", data.classes()) + "\n");
  }

  private static byte[] planes(byte[] bgr) {
    byte[] planes = new byte[PIXELS];
    for (int i = 0; i < PLANE; i++) {
      planes[i] = bgr[3 * i + 2];
      planes[PLANE + i] = bgr[3 * i + 1];
      planes[2 * PLANE + i] = bgr[3 * i];
    }
    return planes;
  }
}
