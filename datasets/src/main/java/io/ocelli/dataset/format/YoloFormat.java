package io.ocelli.dataset.format;

import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.SourceListing.Entry;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * YOLO: a text file for each picture with a line for each object, {@code class cx cy w h} for a box
 * or {@code class x y x y x y …} for an outline, all shares of the picture's width and height. A
 * {@code data.yaml} names classes and splits; without it {@code classes.txt} or {@code *.names}
 * names the classes.
 *
 * @see <a href="https://docs.ultralytics.com/datasets/detect/">The format as Ultralytics reads
 *     it</a>
 */
final class YoloFormat extends DatasetFormat {
  private static final int LOOKED_AT = 50;
  private static final Pattern OBJECT =
      Pattern.compile("\\s*\\d+(\\s+[-+]?[0-9.]+([eE][-+]?\\d+)?){4,}\\s*");

  YoloFormat() {
    super("yolo", "YOLO text files");
  }

  @Override
  boolean matches(FileTree tree) {
    if (YoloYaml.find(tree).isPresent()) {
      return true;
    }
    if (tree.chosen().isPresent()) {
      return false;
    }
    Pairs pairs = new Pairs(tree.pictures());
    return tree.documents(".txt").stream()
        .filter(one -> !ClassNames.isList(FileTree.last(one.path())))
        .filter(one -> pairs.of(one.path()).isPresent())
        .limit(LOOKED_AT)
        .anyMatch(YoloFormat::looksLikeLabels);
  }

  /** Whether the first line is an object. */
  static boolean looksLikeLabels(Entry text) {
    String head = new String(FileTree.head(text.source(), 1024), StandardCharsets.UTF_8);
    return head.lines()
        .filter(line -> !line.isBlank())
        .findFirst()
        .filter(line -> OBJECT.matcher(line).matches())
        .isPresent();
  }

  @Override
  DetectionDataset read(FileTree tree, ReadOptions options, Problems problems) {
    if (tree.pictures().isEmpty()) {
      throw nothingHere(tree, "there are no pictures");
    }
    return new YoloReader(tree, options, problems).read();
  }

  @Override
  void count(DetectionDataset data, Losses losses) {
    losses.instances(data, one -> one.crowd(), "crowd flags are dropped");
    losses.instances(
        data, one -> one.mask().isPresent() && one.polygons().isEmpty(), "masks become boxes");
    losses.instances(
        data, one -> one.polygons().size() > 1, "outlines of several pieces become one, joined");
    losses.otherBoxes(data);
    losses.pointsAndLines(data);
    int[] shape = YoloWriter.keyPointShape(data);
    losses.instances(
        data,
        one -> !one.keyPoints().isEmpty() && !Losses.hasNoArea(one) && shape == null,
        "objects lose their key points, whose number differs");
    losses.instances(
        data,
        one -> !one.polygons().isEmpty() && shape != null,
        "outlines become boxes, since the lines hold key points");
    losses.attributes(data, Set.of());
    losses.labels(data);
    losses.cocoFacts(data);
  }

  @Override
  void write(DetectionDataset data, PictureFiles files, WriteOptions options) {
    new YoloWriter(files).write(data);
  }
}
