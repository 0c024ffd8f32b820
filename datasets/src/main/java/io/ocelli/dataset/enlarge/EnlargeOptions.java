package io.ocelli.dataset.enlarge;

import io.ocelli.augment.Augmentation;
import io.ocelli.dataset.Split;
import io.ocelli.error.UsageException;
import java.util.Set;

/**
 * How a data set is enlarged.
 *
 * @param augmentation random changes of each copy
 * @param copies changed copies of each picture, 0 to 1000; 0 with balance copies rare classes only
 * @param balance whether rare classes get more copies
 * @param originals whether the pictures themselves are kept
 * @param splits what is enlarged; pictures of other splits are kept as they are, those of none are
 *     enlarged
 * @param quality of copies that are JPEG or WebP files, 1 to 100
 * @param seed of the changes
 * @param threads that work; results do not depend on them
 */
public record EnlargeOptions(
    Augmentation augmentation,
    int copies,
    boolean balance,
    boolean originals,
    Set<Split> splits,
    int quality,
    long seed,
    int threads) {
  /** Checks the ranges. */
  public EnlargeOptions {
    splits = Set.copyOf(splits);
    if (copies < 0 || copies > 1000 || (copies == 0 && !balance)) {
      throw new UsageException(
          "copies of each picture are 1 to 1000, or 0 where only the balance is wanted",
          Integer.toString(copies),
          "--copies",
          "try 3");
    }
    if (quality < 1 || quality > 100) {
      throw new UsageException(
          "the quality is out of range", Integer.toString(quality), "--quality", "give 1 to 100");
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be 1 or more: " + threads);
    }
  }
}
