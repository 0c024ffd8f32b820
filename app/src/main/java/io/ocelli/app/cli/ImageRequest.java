package io.ocelli.app.cli;

import io.ocelli.error.UsageException;
import io.ocelli.image.ImageFormat;
import io.ocelli.ops.Pipeline;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words of {@code ocelli image}, told apart.
 *
 * <p>The last word is the pipeline if it reads as one and is not the only word: also where a file
 * has that name ({@code ./gray} is the file). Where it does not read as one and is the name of
 * something that exists, an address, or looks like the name of a picture, there is no pipeline, and
 * the pictures are only converted; so it is with an empty word.
 *
 * @param inputs the other words
 * @param pipeline null to convert only
 */
record ImageRequest(List<String> inputs, @Nullable Pipeline pipeline) {
  /** Copies. */
  ImageRequest {
    inputs = List.copyOf(inputs);
  }

  /**
   * Tells the words apart.
   *
   * @param file holds the pipeline; null where it is the last word
   * @throws UsageException if there is no input, or what should be the pipeline is none
   */
  static ImageRequest of(List<String> words, @Nullable Path file) {
    if (words.isEmpty()) {
      throw missing("IN");
    }
    String last = words.get(words.size() - 1);
    if (file != null) {
      Pipeline pipeline = PipelineFile.read(file);
      if (!isThere(last) && reads(last)) {
        throw new UsageException(
            "there are two pipelines", last, "the last word and --pipeline", "leave one out");
      }
      return new ImageRequest(words, pipeline);
    }
    List<String> others = words.subList(0, words.size() - 1);
    if (last.isBlank()) {
      return others(others, null);
    }
    try {
      Pipeline pipeline = Pipeline.parse(last);
      return others.isEmpty() && isThere(last)
          ? new ImageRequest(words, null)
          : others(others, pipeline);
    } catch (UsageException e) {
      if (isThere(last) || looksLikeAPicture(last)) {
        return new ImageRequest(words, null);
      }
      throw e;
    }
  }

  private static ImageRequest others(List<String> inputs, @Nullable Pipeline pipeline) {
    if (inputs.isEmpty()) {
      throw missing("IN, the pictures for the pipeline");
    }
    return new ImageRequest(inputs, pipeline);
  }

  private static UsageException missing(String what) {
    return new UsageException(
        "something is missing",
        what,
        "ocelli image",
        "write it as in: ocelli image photo.jpg \"gray\" -o gray.png");
  }

  private static boolean reads(String word) {
    try {
      Pipeline.parse(word);
      return true;
    } catch (UsageException e) {
      return false;
    }
  }

  private static boolean isThere(String word) {
    try {
      return Files.exists(Path.of(word));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** A name that somebody mistyped is to be told as a missing file, not as an operation. */
  private static boolean looksLikeAPicture(String word) {
    return word.contains("://")
        || word.startsWith("@")
        || (!word.contains("|") && ImageFormat.ofName(word).isPresent())
        || (Glob.looksLikeOne(word) && !word.contains(" "));
  }
}
