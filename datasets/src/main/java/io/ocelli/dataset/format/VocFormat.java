package io.ocelli.dataset.format;

import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.SourceListing.Entry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * Pascal VOC: an XML file for each picture, in {@code Annotations/} or beside the picture, and
 * lists of the splits in {@code ImageSets/Main/}.
 *
 * @see <a href="http://host.robots.ox.ac.uk/pascal/VOC/voc2012/htmldoc/index.html">The VOC2012
 *     development kit</a>
 */
final class VocFormat extends DatasetFormat {
  /** What VOC says of an object beside its class and box. */
  static final List<String> ATTRIBUTES = List.of("pose", "truncated", "occluded", "difficult");

  private static final int LOOKED_AT = 5;

  VocFormat() {
    super("voc", "Pascal VOC XML");
  }

  @Override
  boolean matches(FileTree tree) {
    return tree.documents(".xml").stream().limit(LOOKED_AT).anyMatch(VocFormat::isAnnotation);
  }

  private static boolean isAnnotation(Entry xml) {
    return new String(FileTree.head(xml.source(), 4096), StandardCharsets.UTF_8)
        .contains("<annotation");
  }

  @Override
  DetectionDataset read(FileTree tree, ReadOptions options, Problems problems) {
    List<Entry> files = tree.documents(".xml");
    if (files.isEmpty()) {
      throw nothingHere(tree, "there is no XML file");
    }
    return new VocReader(tree, options, problems).read(files);
  }

  @Override
  void count(DetectionDataset data, Losses losses) {
    losses.instances(
        data, one -> !one.polygons().isEmpty() && !Losses.hasNoArea(one), "outlines become boxes");
    losses.instances(data, one -> one.mask().isPresent(), "masks become boxes");
    losses.instances(data, one -> one.crowd(), "crowd flags are dropped");
    losses.instances(
        data,
        one -> !one.keyPoints().isEmpty() && !Losses.hasNoArea(one),
        "objects lose their key points");
    losses.pointsAndLines(data);
    losses.instances(
        data,
        one -> !Losses.hasNoArea(one) && !isWhole(one.box()),
        "boxes are rounded to whole pixels");
    losses.attributes(data, Set.copyOf(ATTRIBUTES));
    losses.labels(data);
    losses.cocoFacts(data);
  }

  private static boolean isWhole(io.ocelli.geometry.Box box) {
    return near(box.x1()) && near(box.y1()) && near(box.x2()) && near(box.y2());
  }

  private static boolean near(float value) {
    return Math.abs(value - Math.rint(value)) < 1e-3;
  }

  @Override
  void write(DetectionDataset data, PictureFiles files, WriteOptions options) {
    new VocWriter(files, options.vocCorners()).write(data);
  }
}
