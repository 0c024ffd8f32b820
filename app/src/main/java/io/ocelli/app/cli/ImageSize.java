package io.ocelli.app.cli;

import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.Sample;
import io.ocelli.dataset.Split;
import io.ocelli.error.UsageException;
import io.ocelli.image.ImageHeader;
import io.ocelli.image.UnreadableImageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size of a network's input.
 *
 * @param width in pixels
 * @param height in pixels
 */
record ImageSize(int width, int height) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,5})(?:[xX×](\\d{1,5}))?");
  private static final int LOOKED_AT = 64;
  private static final int LEAST = 8;
  private static final int MOST = 1024;

  static ImageSize parse(String text) {
    return parse(text, "--image-size");
  }

  /**
   * Reads "64" or "96x64".
   *
   * @param option that it was given with, for the error
   */
  static ImageSize parse(String text, String option) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (matcher.matches()) {
      int width = Integer.parseInt(matcher.group(1));
      int height = matcher.group(2) == null ? width : Integer.parseInt(matcher.group(2));
      if (Math.min(width, height) >= LEAST && Math.max(width, height) <= MOST) {
        return new ImageSize(width, height);
      }
    }
    throw new UsageException(
        "not a size", text, option, "give 64 or 96x64, from " + LEAST + " to " + MOST);
  }

  /**
   * 32, 64 or 96 pixels: the smallest that does not shrink half of the pictures, for speed at most
   * 96.
   */
  static ImageSize fitting(ClassDataset data) {
    List<Sample> samples = data.samples(Split.TRAIN);
    List<Integer> sides = new ArrayList<>();
    for (int i = 0;
        i < samples.size() && sides.size() < LOOKED_AT;
        i += 1 + samples.size() / LOOKED_AT) {
      shorterSide(samples.get(i)).ifPresent(sides::add);
    }
    sides.sort(null);
    int median = sides.isEmpty() ? 64 : sides.get(sides.size() / 2);
    int side = median <= 40 ? 32 : median <= 80 ? 64 : 96;
    return new ImageSize(side, side);
  }

  /** Empty for a broken picture, which the loader names. */
  private static Optional<Integer> shorterSide(Sample sample) {
    try {
      ImageHeader header = ImageHeader.of(sample.source().read(), sample.source().name());
      return Optional.of(Math.min(header.width(), header.height()));
    } catch (IOException | UnreadableImageException broken) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return width == height ? String.valueOf(width) : width + "x" + height;
  }
}
