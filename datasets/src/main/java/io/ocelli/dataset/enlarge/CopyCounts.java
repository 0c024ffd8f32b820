package io.ocelli.dataset.enlarge;

import io.ocelli.annotation.Instance;
import io.ocelli.dataset.AnnotatedPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** How many changed copies each picture gets. */
final class CopyCounts {
  /** However rare a class is: more copies of one picture teach nothing. */
  private static final int MOST = 1000;

  private CopyCounts() {}

  /** As many of each. */
  static int[] even(int pictures, int copies) {
    return IntStream.range(0, pictures).map(i -> copies).toArray();
  }

  /**
   * More copies of rare classes. Where each picture has one class, all classes get as many pictures
   * as the most frequent has with its copies. Where pictures hold several, equal numbers may not
   * exist; then a picture counts as often as its rarest class needs.
   *
   * @param originals whether pictures themselves are among what is counted
   */
  static int[] balanced(
      List<AnnotatedPicture> pictures, int classes, int copies, boolean originals) {
    int kept = originals ? 1 : 0;
    int[] counts = new int[classes];
    boolean single = true;
    List<int[]> of = new ArrayList<>();
    for (AnnotatedPicture picture : pictures) {
      int[] all =
          IntStream.concat(
                  picture.labels().stream().mapToInt(Integer::intValue),
                  picture.instances().stream().mapToInt(Instance::label))
              .toArray();
      for (int label : all) {
        counts[label]++;
      }
      of.add(IntStream.of(all).distinct().toArray());
      single &= all.length == 1;
    }
    int most = IntStream.of(counts).max().orElse(0);
    int factor = Math.max(1, copies + kept);
    int[] result = new int[pictures.size()];
    int[] place = new int[classes];
    for (int i = 0; i < result.length; i++) {
      int[] labels = of.get(i);
      if (labels.length == 0) {
        result[i] = copies;
      } else if (single) {
        int label = labels[0];
        long missing = (long) most * factor - (long) counts[label] * kept;
        // Spread evenly: the first pictures of the class get what a division leaves over.
        long share = missing / counts[label];
        boolean extra = place[label]++ < missing % counts[label];
        result[i] = (int) Math.min(MOST, share + (extra ? 1 : 0));
      } else {
        double need = 1;
        for (int label : labels) {
          need = Math.max(need, (double) most / counts[label]);
        }
        result[i] = (int) Math.min(MOST, Math.round(need * factor) - kept);
      }
    }
    return result;
  }
}
