package io.ocelli.dataset.format;

import io.ocelli.annotation.Instance;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.SourceListing.Entry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * LabelMe: a JSON file beside each picture, with polygons, rectangles, circles, lines and points.
 *
 * @see <a href="https://github.com/wkentaro/labelme">wkentaro/labelme</a>
 */
final class LabelMeFormat extends DatasetFormat {
  /** Attributes that a yes or no can say, which LabelMe calls flags. */
  static final Set<String> YES = Set.of("1", "true", "yes");

  private static final int HEAD = 1 << 16;
  private static final int LOOKED_AT = 5;
  private static final Pattern SHAPES = Pattern.compile("\"shapes\"\\s*:\\s*\\[");

  LabelMeFormat() {
    super("labelme", "LabelMe JSON");
  }

  @Override
  boolean matches(FileTree tree) {
    return tree.documents(".json").stream().limit(LOOKED_AT).anyMatch(LabelMeFormat::isLabelMe);
  }

  private static boolean isLabelMe(Entry json) {
    return SHAPES
        .matcher(new String(FileTree.head(json.source(), HEAD), StandardCharsets.UTF_8))
        .find();
  }

  @Override
  DetectionDataset read(FileTree tree, ReadOptions options, Problems problems) {
    List<Entry> files = tree.documents(".json");
    if (files.isEmpty()) {
      throw nothingHere(tree, "there is no JSON file");
    }
    return new LabelMeReader(tree, options, problems).read(files);
  }

  @Override
  void count(DetectionDataset data, Losses losses) {
    losses.instances(
        data, one -> one.mask().isPresent() && one.polygons().isEmpty(), "masks become boxes");
    losses.instances(
        data,
        one -> !one.keyPoints().isEmpty() && !Losses.hasNoArea(one),
        "objects lose their key points");
    losses.otherBoxes(data);
    losses.attributes(data, Set.of("truncated", "occluded", "difficult", "shape"));
    losses.cocoFacts(data);
  }

  /** Whether an object is a shape of this kind. */
  static boolean is(Instance instance, String shape) {
    return shape.equals(instance.attributes().get("shape"));
  }

  @Override
  void write(DetectionDataset data, PictureFiles files, WriteOptions options) {
    new LabelMeWriter(files).write(data);
  }
}
