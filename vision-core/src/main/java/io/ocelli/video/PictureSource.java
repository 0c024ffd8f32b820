package io.ocelli.video;

import io.ocelli.error.OcelliException;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import io.ocelli.image.UnreadableImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pictures as frames at a constant rate. All get the size of the first: scaled to fit into it with
 * their sides in proportion, on black.
 */
final class PictureSource implements FrameSource {
  private static final Rational TIME_BASE = new Rational(1, 1_000_000);

  private final List<Path> files;
  private final Rational rate;
  private final VideoInfo info;
  private final DamageLog damage = new DamageLog();
  private @Nullable Image first;
  private int next;
  private long given;
  private boolean ended;

  private PictureSource(List<Path> files, String name, OpenOptions options) {
    this.files = files;
    this.rate = options.folderRate();
    Image picture = firstReadable();
    first = picture;
    info =
        new VideoInfo(
            name,
            "pictures",
            ImageFormat.ofName(files.get(0).getFileName().toString())
                .map(format -> format.name().toLowerCase(java.util.Locale.ROOT))
                .orElse("picture"),
            picture.width(),
            picture.height(),
            0,
            false,
            rate,
            TIME_BASE,
            OptionalLong.of(files.size()),
            OptionalLong.of(rate.micros(files.size())),
            0,
            OptionalLong.empty(),
            "bgr24",
            new VideoInfo.Colour("rgb", true, false),
            Rational.of(1),
            List.of(),
            false);
  }

  /** The pictures of a folder (not of those below it), by the extensions of their names. */
  static FrameSource folder(Path folder, OpenOptions options) {
    List<Path> pictures;
    try (Stream<Path> files = Files.list(folder)) {
      pictures =
          files
              .filter(file -> ImageFormat.ofName(file.getFileName().toString()).isPresent())
              .filter(Files::isRegularFile)
              .sorted(
                  Comparator.comparing(
                      file -> file.getFileName().toString(), NaturalOrder.OF_NAMES))
              .toList();
    } catch (IOException e) {
      throw new OcelliException(
          "the folder cannot be read", e.toString(), folder.toString(), "check permissions", e);
    }
    if (pictures.isEmpty()) {
      throw new OcelliException(
          "there are no pictures in the folder",
          folder.toString(),
          "the source of the video",
          "give a folder with JPEG or PNG files directly in it, or a video");
    }
    return of(pictures, folder.toString(), options);
  }

  static FrameSource of(List<Path> files, String name, OpenOptions options) {
    return new PictureSource(List.copyOf(files), name, options);
  }

  private Image firstReadable() {
    UnreadableImageException reason = null;
    for (; next < files.size(); next++) {
      try {
        return Image.read(files.get(next));
      } catch (UnreadableImageException e) {
        reason = reason == null ? e : reason;
        unreadable(next, e);
      }
    }
    throw java.util.Objects.requireNonNull(reason);
  }

  private void unreadable(int index, UnreadableImageException e) {
    damage.met(rate.micros(index), -1, files.get(index).getFileName() + ": " + e.value());
  }

  @Override
  public VideoInfo info() {
    return info;
  }

  @Override
  public @Nullable Frame next() {
    while (next < files.size()) {
      int index = next++;
      Image image = first;
      first = null;
      try {
        if (image == null) {
          image = Image.read(files.get(index));
        }
      } catch (UnreadableImageException e) {
        unreadable(index, e);
        continue;
      }
      long time = rate.micros(index);
      damage.given(time, given++);
      return new Frame(fitted(image), index, time, true, false);
    }
    if (!ended) {
      ended = true;
      damage.end(given);
      if (!damage.placed().isEmpty()) {
        throw new DamagedVideoException(
            info.source(), given, damage.placed(), "replace the pictures that cannot be read");
      }
    }
    return null;
  }

  private Image fitted(Image image) {
    if (image.width() == info.width() && image.height() == info.height()) {
      return image;
    }
    try (image) {
      return Fit.PAD.apply(image, info.width(), info.height());
    }
  }

  @Override
  public void seek(long timeMicros) {
    close();
    ended = false;
    long index = Math.max(0, (long) Math.floor(timeMicros * rate.toDouble() / 1e6 + 1e-6));
    next = (int) Math.min(files.size(), index);
    given = next;
  }

  @Override
  public void close() {
    if (first != null) {
      first.close();
      first = null;
    }
  }
}
