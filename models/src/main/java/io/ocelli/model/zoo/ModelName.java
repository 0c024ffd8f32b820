package io.ocelli.model.zoo;

import io.ocelli.error.UsageException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which names a stored model may have: letters and digits of any script, with dots, hyphens,
 * underscores and spaces between them, at most 100 characters. Such a name is a file name
 * everywhere and never a path.
 */
final class ModelName {
  private static final Pattern ALLOWED =
      Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}._ -]*(?<![. ])");
  private static final Pattern DEVICE = Pattern.compile("(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");
  private static final int LONGEST = 100;

  private ModelName() {}

  /** The name in Unicode's composed form. */
  static String checked(String name, String origin) {
    String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
    boolean allowed =
        composed.length() <= LONGEST
            && ALLOWED.matcher(composed).matches()
            && !DEVICE.matcher(composed.toLowerCase(Locale.ROOT)).matches()
            && !composed.toLowerCase(Locale.ROOT).endsWith(".onnx")
            && !composed.toLowerCase(Locale.ROOT).endsWith(".zip");
    if (!allowed) {
      throw new UsageException(
          "not a name for a model",
          name,
          origin,
          "use letters, digits, '.', '-', '_' and spaces, at most 100, without .onnx; for example "
              + suggestion(composed));
    }
    return composed;
  }

  private static String suggestion(String name) {
    String cleaned =
        name.replaceAll("(?i)\\.onnx$", "")
            .replaceAll("[^\\p{L}\\p{M}\\p{N}._ -]+", "-")
            .replaceAll("^[^\\p{L}\\p{N}]+", "")
            .replaceAll("[. -]+$", "");
    String cut = cleaned.substring(0, Math.min(cleaned.length(), 60));
    boolean device = DEVICE.matcher(cut.toLowerCase(Locale.ROOT)).matches();
    return !device && ALLOWED.matcher(cut).matches() ? "'" + cut + "'" : "'leaves-v1'";
  }
}
