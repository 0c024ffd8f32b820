package io.ocelli.image;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.lang.GeoLocation;
import com.drew.lang.Rational;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import com.drew.metadata.exif.GpsDirectory;
import com.drew.metadata.icc.IccDirectory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of its picture beside the pixels: EXIF (version 2.32), colour profile, frames.
 * What is absent or damaged is empty: no picture is unreadable because of it.
 *
 * @param frames number of frames or pages, at least 1
 * @param exif whether there is any EXIF
 * @param camera maker and model
 * @param lens maker and model
 * @param taken when, as the camera's clock had it: {@code 2024-05-01 17:02:33}
 * @param exposure time, aperture, sensitivity and focal length, as far as they are known: {@code
 *     1/200 s, f/2.8, ISO 100, 50 mm}
 * @param software that wrote it
 * @param place where it was taken
 * @param colorProfile description of the ICC profile; an empty text for one without
 */
public record ImageMetadata(
    int frames,
    boolean exif,
    Optional<String> camera,
    Optional<String> lens,
    Optional<String> taken,
    Optional<String> exposure,
    Optional<String> software,
    Optional<Place> place,
    Optional<String> colorProfile) {

  /**
   * A place on Earth (WGS 84).
   *
   * @param latitude degrees, north is positive
   * @param longitude degrees, east is positive
   */
  public record Place(double latitude, double longitude) {}

  /**
   * Reads it.
   *
   * @param bytes a whole file that could be decoded
   * @param name what messages call the picture
   * @throws UnreadableImageException if it is no picture, or its header is broken
   */
  public static ImageMetadata of(byte[] bytes, String name) {
    Structure structure = Structure.of(new Source(bytes, name));
    Metadata metadata;
    try {
      metadata = ImageMetadataReader.readMetadata(new ByteArrayInputStream(bytes), bytes.length);
    } catch (ImageProcessingException | IOException | RuntimeException e) {
      metadata = new Metadata();
    }
    return of(metadata, structure);
  }

  private static int frames(Structure structure) {
    try {
      return Math.max(1, structure.frames());
    } catch (UnreadableImageException e) {
      // Cut off behind the first frame, which can be decoded all the same.
      return 1;
    }
  }

  private static ImageMetadata of(Metadata metadata, Structure structure) {
    GpsDirectory gps = metadata.getFirstDirectoryOfType(GpsDirectory.class);
    GeoLocation location = gps == null ? null : gps.getGeoLocation();
    IccDirectory icc = metadata.getFirstDirectoryOfType(IccDirectory.class);
    return new ImageMetadata(
        frames(structure),
        hasExif(metadata, structure.header().format()),
        joined(
            text(metadata, ExifDirectoryBase.TAG_MAKE),
            text(metadata, ExifDirectoryBase.TAG_MODEL)),
        joined(
            text(metadata, ExifDirectoryBase.TAG_LENS_MAKE),
            text(metadata, ExifDirectoryBase.TAG_LENS_MODEL)),
        taken(metadata),
        exposure(metadata),
        Optional.ofNullable(text(metadata, ExifDirectoryBase.TAG_SOFTWARE)),
        location == null || location.isZero()
            ? Optional.empty()
            : Optional.of(new Place(location.getLatitude(), location.getLongitude())),
        Optional.ofNullable(icc)
            .map(profile -> profile.getDescription(IccDirectory.TAG_TAG_desc))
            .or(() -> Optional.ofNullable(icc).map(profile -> ""))
            .map(String::strip));
  }

  /** The first directory of a TIFF file is no EXIF: it is the file's own. */
  private static boolean hasExif(Metadata metadata, ImageFormat format) {
    return metadata.containsDirectoryOfType(ExifSubIFDDirectory.class)
        || (format != ImageFormat.TIFF
            && metadata.containsDirectoryOfType(ExifIFD0Directory.class));
  }

  /** A model often begins with its maker's name, which is then said once. */
  private static Optional<String> joined(@Nullable String maker, @Nullable String model) {
    if (maker == null || model == null) {
      return Optional.ofNullable(maker == null ? model : maker);
    }
    String first = maker.split("\\s", -1)[0].toLowerCase(Locale.ROOT);
    return Optional.of(
        model.toLowerCase(Locale.ROOT).startsWith(first) ? model : maker + " " + model);
  }

  private static Optional<String> taken(Metadata metadata) {
    String time = text(metadata, ExifDirectoryBase.TAG_DATETIME_ORIGINAL);
    if (time == null) {
      time = text(metadata, ExifDirectoryBase.TAG_DATETIME_DIGITIZED);
    }
    // EXIF writes the date with colons.
    return Optional.ofNullable(time)
        .filter(t -> t.matches("\\d{4}:\\d\\d:\\d\\d \\d\\d:\\d\\d:\\d\\d.*"))
        .filter(t -> !t.startsWith("0000"))
        .map(t -> t.substring(0, 4) + "-" + t.substring(5, 7) + "-" + t.substring(8));
  }

  private static Optional<String> exposure(Metadata metadata) {
    StringBuilder text = new StringBuilder();
    Rational time = number(metadata, ExifDirectoryBase.TAG_EXPOSURE_TIME);
    if (time != null && time.doubleValue() > 0) {
      double seconds = time.doubleValue();
      append(text, (seconds < 0.3 ? "1/" + Math.round(1 / seconds) : digits(seconds)) + " s");
    }
    Rational aperture = number(metadata, ExifDirectoryBase.TAG_FNUMBER);
    if (aperture != null && aperture.doubleValue() > 0) {
      append(text, "f/" + digits(aperture.doubleValue()));
    }
    Rational iso = number(metadata, ExifDirectoryBase.TAG_ISO_EQUIVALENT);
    if (iso != null && iso.doubleValue() > 0) {
      append(text, "ISO " + digits(iso.doubleValue()));
    }
    Rational focal = number(metadata, ExifDirectoryBase.TAG_FOCAL_LENGTH);
    if (focal != null && focal.doubleValue() > 0) {
      append(text, digits(focal.doubleValue()) + " mm");
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(text.toString());
  }

  private static void append(StringBuilder text, String part) {
    text.append(text.isEmpty() ? "" : ", ").append(part);
  }

  private static String digits(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static @Nullable String text(Metadata metadata, int tag) {
    for (Directory directory : metadata.getDirectoriesOfType(ExifDirectoryBase.class)) {
      String text = directory.getString(tag);
      if (text != null && !text.replace("\0", "").isBlank()) {
        return text.replace("\0", "").strip();
      }
    }
    return null;
  }

  private static @Nullable Rational number(Metadata metadata, int tag) {
    for (Directory directory : metadata.getDirectoriesOfType(ExifDirectoryBase.class)) {
      Rational number = directory.getRational(tag);
      if (number != null) {
        return number;
      }
    }
    return null;
  }
}
