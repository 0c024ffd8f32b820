package io.ocelli.dataset.split;

import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Splits of data sets with objects; pictures go by {@link DetectionDataset#paths()}. */
public final class ObjectItems {
  private ObjectItems() {}

  /**
   * The data set, split as a file says; pictures that it does not name are left out. Errors name
   * its lines.
   *
   * @param fold null where there are no folds
   * @param allowMissing whether pictures that the file names and the data set lacks are only
   *     remarked on
   * @throws io.ocelli.error.UsageException if the fold is not there, pictures are missing, or a
   *     class differs
   */
  public static DetectionDataset apply(
      DetectionDataset data, SplitFile.Read split, @Nullable Integer fold, boolean allowMissing) {
    String origin = split.file().toString();
    Map<String, Split> to = split.table().at(fold, "--fold, with " + origin);
    List<String> paths = data.paths();
    boolean labels = data.isClassification();
    List<SplitItem> items = new ArrayList<>();
    List<AnnotatedPicture> pictures = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      AnnotatedPicture picture = data.pictures().get(i);
      String label = labels ? data.classes().get(picture.labels().get(0)) : "";
      items.add(new SplitItem(paths.get(i), label));
      Split place = to.get(paths.get(i));
      if (place != null) {
        pictures.add(picture.withSplit(Optional.of(place)));
      }
    }
    List<String> remarks = new ArrayList<>(data.remarks());
    DatasetItems.checkNames(
        items, data.name(), split.table(), allowMissing, origin, split::at, remarks);
    return new DetectionDataset(
        data.name(), data.classes(), pictures, data.attributes(), remarks, data.problems());
  }
}
