package io.ocelli.dataset.format;

import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.SourceListing.Entry;
import io.ocelli.dataset.Split;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * COCO: one JSON file for all pictures (of a split), with boxes, outlines, masks, crowds and key
 * points.
 *
 * @see <a href="https://cocodataset.org/#format-data">The format</a>
 */
final class CocoFormat extends DatasetFormat {
  private static final int HEAD = 1 << 16;
  private static final Pattern LISTS =
      Pattern.compile("\"(images|annotations|categories)\"\\s*:\\s*\\[");

  CocoFormat() {
    super("coco", "COCO JSON");
  }

  @Override
  boolean matches(FileTree tree) {
    return !files(tree).isEmpty();
  }

  private static List<Entry> files(FileTree tree) {
    return tree.documents(".json").stream().filter(CocoFormat::isCoco).toList();
  }

  private static boolean isCoco(Entry json) {
    String head = new String(FileTree.head(json.source(), HEAD), StandardCharsets.UTF_8);
    return LISTS.matcher(head).find() && !head.contains("\"shapes\"");
  }

  /** The split that a file's name says: {@code instances_val2017.json}. */
  static Optional<Split> split(Entry json) {
    for (String part : FileTree.stem(FileTree.last(json.path())).split("[_\\-. ]", -1)) {
      Optional<Split> split = FolderNames.split(part);
      if (split.isPresent()) {
        return split;
      }
    }
    return json.path().size() > 1 ? FolderNames.named(json.path()).split() : Optional.empty();
  }

  @Override
  DetectionDataset read(FileTree tree, ReadOptions options, Problems problems) {
    List<Entry> files = tree.chosen().isPresent() ? tree.documents(".json") : files(tree);
    if (files.isEmpty()) {
      throw nothingHere(tree, "there is no JSON file with images, annotations and categories");
    }
    // COCO's own folder describes the same pictures several times.
    List<Entry> instances =
        files.stream().filter(one -> FileTree.last(one.path()).startsWith("instances")).toList();
    if (!instances.isEmpty() && instances.size() < files.size()) {
      problems.remark(
          "only the files instances*.json are read; name another file to read that one");
    }
    return new CocoReader(tree, options, problems).read(instances.isEmpty() ? files : instances);
  }

  @Override
  void count(DetectionDataset data, Losses losses) {
    losses.labels(data);
    losses.instances(
        data,
        one -> Losses.hasNoArea(one) && one.attributes().containsKey("shape"),
        "lines become key points");
  }

  @Override
  void write(DetectionDataset data, PictureFiles files, WriteOptions options) {
    new CocoWriter(data, files).write();
  }
}
