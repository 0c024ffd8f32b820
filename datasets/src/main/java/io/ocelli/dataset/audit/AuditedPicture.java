package io.ocelli.dataset.audit;

import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.Sample;
import io.ocelli.dataset.Split;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A picture of a checked data set.
 *
 * @param path inside the data set, {@code class/…/file}; with the split's folder before it where
 *     the data set has such folders: as in a {@linkplain io.ocelli.dataset.split.SplitFile split
 *     file}
 * @param split where it is; null for a data set that is not split
 * @param label name of its class; empty where its objects have classes
 * @param source its bytes
 */
public record AuditedPicture(String path, @Nullable Split split, String label, ByteSource source) {

  /** All pictures, in the order of the data set. */
  static List<AuditedPicture> of(DetectionDataset data) {
    List<String> paths = data.paths();
    List<AuditedPicture> pictures = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      AnnotatedPicture one = data.pictures().get(i);
      pictures.add(new AuditedPicture(paths.get(i), one.split().orElse(null), "", one.source()));
    }
    return pictures;
  }

  /** All pictures, in the order of {@link ClassDataset#all()}. */
  static List<AuditedPicture> of(ClassDataset data) {
    List<AuditedPicture> pictures = new ArrayList<>();
    for (Split split : Split.values()) {
      for (Sample sample : data.samples(split)) {
        pictures.add(
            new AuditedPicture(
                (data.presplit() ? split.folder() + "/" : "") + sample.path(),
                isSplit(data) ? split : null,
                data.classes().get(sample.label()),
                sample.source()));
      }
    }
    return pictures;
  }

  /**
   * A plain data set that was read whole has all its pictures in one split, which means nothing.
   */
  static boolean isSplit(ClassDataset data) {
    int full = 0;
    for (Split split : Split.values()) {
      full += data.samples(split).isEmpty() ? 0 : 1;
    }
    return data.presplit() || full > 1;
  }

  /** The split's name, empty without one. */
  public String splitName() {
    return split == null ? "" : split.folder();
  }
}
