package io.ocelli.app.cli;

import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.ClassFolder;
import io.ocelli.dataset.Sample;
import io.ocelli.dataset.SourceListing;
import io.ocelli.error.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pictures on which models are compared.
 *
 * @param samples the pictures, at least one
 * @param classes names of the right labels; null when the folder does not tell them
 */
record JudgedPictures(List<Sample> samples, @Nullable List<String> classes) {
  /**
   * The pictures of a folder or an archive; where they lie in folders, these are their classes.
   *
   * @param option that names it
   * @throws UsageException when there is no picture
   */
  static JudgedPictures of(Path images, String option) throws IOException {
    SourceListing listing = SourceListing.of(images);
    if (listing.pictures().isEmpty()) {
      throw new UsageException(
          "there is no picture", images.toString(), option, "give a folder of pictures");
    }
    if (listing.pictures().stream().allMatch(picture -> picture.path().size() > 1)) {
      ClassDataset dataset = ClassFolder.readWhole(images);
      return new JudgedPictures(dataset.all(), dataset.classes());
    }
    return new JudgedPictures(
        listing.pictures().stream()
            .map(picture -> new Sample(picture.source(), 0, String.join("/", picture.path())))
            .toList(),
        null);
  }
}
