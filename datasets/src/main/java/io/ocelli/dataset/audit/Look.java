package io.ocelli.dataset.audit;

import io.ocelli.dataset.Sample;
import io.ocelli.dataset.Workers;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import io.ocelli.image.MinimumSize;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a picture after it was decoded once: a few kilobytes, whatever its size.
 *
 * @param facts what its file is
 * @param print for near copies; null if it cannot be read
 * @param meanColor its mean L, a and b
 * @param border {@link BorderFeatures}
 * @param features of the given {@link PictureFeatures}, else {@link HandMadeFeatures}
 */
@SuppressWarnings("ArrayRecordComponent") // kilobytes of numbers, never compared
record Look(
    PictureFacts facts,
    @Nullable Thumbprint print,
    float @Nullable [] meanColor,
    float @Nullable [] border,
    float @Nullable [] features) {

  /** How much is wanted. */
  enum Depth {
    /** What copies are told by. */
    COPIES,
    /** That, and what labels are checked with. */
    ALL
  }

  /** The cosine of the features of two pictures; -1 where one has none. */
  double alike(Look other) {
    float[] a = features;
    float[] b = other.features;
    if (a == null || b == null) {
      return -1;
    }
    double product = 0;
    double squareA = 0;
    double squareB = 0;
    for (int i = 0; i < a.length; i++) {
      product += a[i] * b[i];
      squareA += a[i] * a[i];
      squareB += b[i] * b[i];
    }
    return product / Math.sqrt(Math.max(1e-12, squareA * squareB));
  }

  /** A picture is decoded to at least this size: the larger ones of JPEG take less time so. */
  private static DecodeOptions decoding(Depth depth, @Nullable PictureFeatures features) {
    int side = depth == Depth.ALL ? HandMadeFeatures.SIDE : Thumbprint.SIDE;
    DecodeOptions own = DecodeOptions.DEFAULT.withMinimum(MinimumSize.covering(side, side));
    if (features == null || depth == Depth.COPIES) {
      return own;
    }
    MinimumSize wanted = features.decoding().minimum();
    return wanted == null
        ? features.decoding()
        : own.withMinimum(
            MinimumSize.covering(Math.max(side, wanted.width()), Math.max(side, wanted.height())));
  }

  /** Looks at all pictures; the result does not depend on the number of threads. */
  static List<Look> at(
      List<Sample> samples,
      Depth depth,
      @Nullable PictureFeatures features,
      int threads,
      IntConsumer progress) {
    Look[] looks = new Look[samples.size()];
    DecodeOptions decoding = decoding(depth, features);
    AtomicInteger done = new AtomicInteger();
    Workers.each(
        threads,
        "ocelli-check",
        looks.length,
        i -> {
          looks[i] = at(samples.get(i), decoding, depth, features);
          progress.accept(done.incrementAndGet());
        });
    return Arrays.asList(looks);
  }

  private static Look at(
      Sample sample, DecodeOptions decoding, Depth depth, @Nullable PictureFeatures features) {
    Look[] seen = new Look[1];
    PictureFacts facts =
        PictureFacts.of(sample, decoding, image -> seen[0] = seen(image, depth, features));
    Look look = seen[0];
    return look == null || facts.trouble() != null
        ? new Look(facts, null, null, null, null)
        : new Look(facts, look.print, look.meanColor, look.border, look.features);
  }

  private static final PictureFacts NONE = new PictureFacts(0, "", null, null);

  private static Look seen(Image image, Depth depth, @Nullable PictureFeatures features) {
    if (depth == Depth.COPIES) {
      return new Look(NONE, print(image), null, null, null);
    }
    float[][] lab = SmallPicture.lab(SmallPicture.bgr(image, HandMadeFeatures.SIDE));
    return new Look(
        NONE,
        print(image),
        BorderFeatures.mean(lab),
        BorderFeatures.of(lab, HandMadeFeatures.SIDE),
        features == null ? HandMadeFeatures.of(lab) : features.of(image));
  }

  private static Thumbprint print(Image image) {
    float[] gray = SmallPicture.gray(SmallPicture.bgr(image, Thumbprint.SIDE));
    return Thumbprint.of(gray, image.width(), image.height());
  }
}
