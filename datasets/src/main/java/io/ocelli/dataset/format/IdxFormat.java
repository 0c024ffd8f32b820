package io.ocelli.dataset.format;

import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.SourceListing.Entry;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.format.Problems.Place;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * IDX, the files of MNIST and Fashion-MNIST: one with the grey pixels of all pictures, one with
 * their labels, packed with gzip or not.
 *
 * @see <a href="http://yann.lecun.com/exdb/mnist/">The MNIST database</a>
 */
final class IdxFormat extends DatasetFormat {
  private static final int PICTURES_MAGIC = 0x803;
  private static final int LABELS_MAGIC = 0x801;
  private static final int PICTURES_HEAD = 16;
  private static final int LABELS_HEAD = 8;
  private static final int MOST_CLASSES = 256;
  private static final Pattern IMAGES = Pattern.compile(".*images[-.]idx3[-.]ubyte(\\.gz)?");

  IdxFormat() {
    super("idx", "IDX (MNIST)");
  }

  @Override
  boolean matches(FileTree tree) {
    return files(tree).stream()
        .anyMatch(
            one -> {
              byte[] head = PixelPictures.head(one, 4);
              return head.length == 4 && ByteBuffer.wrap(head).getInt() == PICTURES_MAGIC;
            });
  }

  private static List<Entry> files(FileTree tree) {
    return tree.documents().stream()
        .filter(one -> tree.chosen().isEmpty() || tree.chosen().get().equals(one))
        .filter(one -> IMAGES.matcher(FileTree.key(FileTree.last(one.path()))).matches())
        .toList();
  }

  @Override
  DetectionDataset read(FileTree tree, ReadOptions options, Problems problems) {
    List<Entry> files = files(tree);
    if (files.isEmpty()) {
      throw nothingHere(tree, "there is no file *images-idx3-ubyte");
    }
    List<String> classes =
        new ArrayList<>(
            options.classes().isEmpty()
                ? ClassNames.list(tree).map(one -> ClassNames.read(one.source())).orElse(List.of())
                : options.classes());
    boolean named = !classes.isEmpty();
    List<AnnotatedPicture> pictures = new ArrayList<>();
    for (Entry file : files) {
      read(tree, file, classes, named, pictures, problems);
    }
    return new DetectionDataset(
        tree.input().toString(), classes, pictures, Map.of(), problems.remarks(), problems.all());
  }

  private void read(
      FileTree tree,
      Entry file,
      List<String> classes,
      boolean named,
      List<AnnotatedPicture> pictures,
      Problems problems) {
    Entry labelFile = labels(tree, file);
    byte[] pixels = PixelPictures.bytes(file);
    byte[] labels = PixelPictures.bytes(labelFile);
    ByteBuffer head = head(pixels, PICTURES_MAGIC, PICTURES_HEAD, file);
    ByteBuffer labelHead = head(labels, LABELS_MAGIC, LABELS_HEAD, labelFile);
    int number = head.getInt(4);
    int height = head.getInt(8);
    int width = head.getInt(12);
    long size = (long) width * height;
    if (number != labelHead.getInt(4)) {
      throw broken(labelFile, "%d labels of %d pictures".formatted(labelHead.getInt(4), number));
    }
    if (number < 0
        || width < 1
        || height < 1
        || pixels.length - PICTURES_HEAD != number * size
        || labels.length - LABELS_HEAD != number) {
      throw broken(
          file,
          "%d bytes for %d pictures of %dx%d".formatted(pixels.length, number, width, height));
    }
    Optional<Split> split = split(FileTree.last(file.path()));
    for (int i = 0; i < number; i++) {
      int label = labels[LABELS_HEAD + i] & 0xff;
      while (!named && classes.size() <= label) {
        classes.add(Integer.toString(classes.size()));
      }
      if (label >= classes.size()) {
        problems.dropped(
            Place.of(labelFile.source()),
            "a class index that is not among the %d classes".formatted(classes.size()),
            label + " of picture " + i);
      } else {
        ByteSource.Pixels one =
            ByteSource.Pixels.gray(
                pixels, Math.toIntExact(PICTURES_HEAD + i * size), width, height);
        pictures.add(PixelPictures.picture(file, i, one, label, split));
      }
    }
  }

  private Entry labels(FileTree tree, Entry file) {
    String wanted =
        FileTree.key(file.path())
            .replaceAll("images([-.])idx3", "labels$1idx1")
            .replaceAll("\\.gz$", "");
    return tree.documents().stream()
        .filter(one -> FileTree.key(one.path()).replaceAll("\\.gz$", "").equals(wanted))
        .findFirst()
        .orElseThrow(() -> nothingHere(tree, "there are pictures but no labels: " + wanted));
  }

  private static ByteBuffer head(byte[] bytes, int magic, int length, Entry file) {
    if (bytes.length < length || ByteBuffer.wrap(bytes).getInt(0) != magic) {
      throw broken(file, "it does not begin as IDX files of bytes do");
    }
    return ByteBuffer.wrap(bytes);
  }

  private static OcelliException broken(Entry file, String reason) {
    return new OcelliException(
        "an IDX file that cannot be read",
        reason,
        file.source().name(),
        "fetch it again; it may have broken off");
  }

  private static Optional<Split> split(String name) {
    return FileTree.key(name).startsWith("t10k")
        ? Optional.of(Split.TEST)
        : FolderNames.split(name.split("[-_.]", -1)[0]);
  }

  @Override
  void count(DetectionDataset data, Losses losses) {
    FolderFormat.countAllButClass(data, losses);
    losses.add(data.pictures().size(), "pictures lose their names");
    losses.pictures(
        data,
        one -> !(one.source() instanceof ByteSource.OfPixels pixels) || pixels.isColor(),
        "pictures become grey");
  }

  @Override
  void write(DetectionDataset data, PictureFiles files, WriteOptions options) {
    List<AnnotatedPicture> kept =
        data.pictures().stream().filter(one -> FolderFormat.onlyClass(one).isPresent()).toList();
    if (kept.isEmpty() || data.classes().size() > MOST_CLASSES) {
      throw new UsageException(
          "IDX cannot hold this data set",
          "%d pictures of one class, %d classes".formatted(kept.size(), data.classes().size()),
          data.name(),
          "it needs pictures with one class each, of at most 256 classes");
    }
    int width = kept.get(0).width();
    int height = kept.get(0).height();
    for (AnnotatedPicture picture : kept) {
      if (picture.width() != width || picture.height() != height) {
        throw new UsageException(
            "IDX cannot hold pictures of different sizes",
            picture.width() + "x" + picture.height() + " and " + width + "x" + height,
            picture.source().name(),
            "make them equal first, for example: ocelli image DIR \"resize width=28 height=28\" -o OUT");
      }
    }
    Map<Optional<Split>, List<AnnotatedPicture>> splits = new LinkedHashMap<>();
    kept.forEach(one -> splits.computeIfAbsent(one.split(), split -> new ArrayList<>()).add(one));
    splits.forEach((split, some) -> write(some, width, height, prefix(split), files));
    files.text("classes.txt", String.join("\n", data.classes()) + "\n");
  }

  private static String prefix(Optional<Split> split) {
    return split.map(one -> one == Split.TEST ? "t10k-" : one.folder() + "-").orElse("");
  }

  private static void write(
      List<AnnotatedPicture> pictures, int width, int height, String prefix, PictureFiles files) {
    ByteBuffer labels = ByteBuffer.allocate(LABELS_HEAD + pictures.size());
    labels.putInt(LABELS_MAGIC).putInt(pictures.size());
    files.binary(
        prefix + "images-idx3-ubyte",
        to -> {
          to.write(
              ByteBuffer.allocate(PICTURES_HEAD)
                  .putInt(PICTURES_MAGIC)
                  .putInt(pictures.size())
                  .putInt(height)
                  .putInt(width)
                  .array());
          for (AnnotatedPicture picture : pictures) {
            to.write(gray(PixelPictures.bgr(picture)));
            labels.put((byte) (int) FolderFormat.onlyClass(picture).orElse(0));
            files.counted();
          }
        });
    files.binary(prefix + "labels-idx1-ubyte", to -> to.write(labels.array()));
  }

  // ITU-R BT.601, as everything that turns pictures grey here.
  private static byte[] gray(byte[] bgr) {
    byte[] gray = new byte[bgr.length / 3];
    for (int i = 0; i < gray.length; i++) {
      int blue = bgr[3 * i] & 0xff;
      int green = bgr[3 * i + 1] & 0xff;
      int red = bgr[3 * i + 2] & 0xff;
      gray[i] = (byte) Math.round(0.114 * blue + 0.587 * green + 0.299 * red);
    }
    return gray;
  }
}
