package io.ocelli.dataset.audit;

import io.ocelli.dataset.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The pictures that are left of a checked data set, each in the split where it should be. The rule:
 *
 * <ol>
 *   <li>Broken files are left out.
 *   <li>A picture that is there under two labels, or with different objects, is left out with all
 *       its copies: nobody knows which is right.
 *   <li>Of other copies the first stays: that in train before that in val before that in test, then
 *       by path.
 *   <li>What is left of a group of near copies goes to one split: train if one of them is there,
 *       else val if one of them is there.
 * </ol>
 *
 * <p>Of a data set that is not split all that stay are in train. Suspected labels, boxes and near
 * copies under two labels stay as they are: they need a person's eye.
 *
 * @param entries in the order of the data set
 * @param leftOut number of pictures that are not in it
 * @param moved number of pictures that are in another split than before
 */
public record CleanSplit(List<Entry> entries, int leftOut, int moved) {
  /**
   * A picture and its place.
   *
   * @param split where it should be
   */
  public record Entry(AuditedPicture picture, Split split) {}

  /** Copies the list. */
  public CleanSplit {
    entries = List.copyOf(entries);
  }

  /** What is left after a check. */
  public static CleanSplit of(Checked report) {
    Set<AuditedPicture> out = new HashSet<>();
    for (Finding finding : report.findings()) {
      List<AuditedPicture> pictures = finding.pictures();
      switch (finding.kind()) {
        case BROKEN, TWO_LABELS, TWO_ANNOTATIONS -> out.addAll(pictures);
        case COPY, COPY_ACROSS_SPLITS -> out.addAll(pictures.subList(1, pictures.size()));
        default -> {}
      }
    }
    Map<Integer, Split> places = new HashMap<>();
    for (List<Integer> group : report.nearDuplicates().groups()) {
      Split first = null;
      for (int i : group) {
        AuditedPicture picture = report.pictures().get(i);
        Split split = picture.split();
        if (!out.contains(picture)
            && split != null
            && (first == null || split.compareTo(first) < 0)) {
          first = split;
        }
      }
      if (first != null) {
        for (int i : group) {
          places.put(i, first);
        }
      }
    }
    List<Entry> entries = new ArrayList<>();
    int moved = 0;
    for (int i = 0; i < report.pictures().size(); i++) {
      AuditedPicture picture = report.pictures().get(i);
      if (!out.contains(picture)) {
        Split now = picture.split();
        Split place = places.getOrDefault(i, now == null ? Split.TRAIN : now);
        entries.add(new Entry(picture, place));
        moved += now == null || place == now ? 0 : 1;
      }
    }
    return new CleanSplit(entries, report.pictures().size() - entries.size(), moved);
  }
}
