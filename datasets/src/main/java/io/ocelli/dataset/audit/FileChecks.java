package io.ocelli.dataset.audit;

import io.ocelli.image.ImageFormat;
import io.ocelli.image.ImageHeader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Findings about single files: broken ones, and ones that are stored unlike the others. */
final class FileChecks {
  /** Pictures of which the longer is this many times as long as the shortest one are said. */
  private static final double SIZES = 4;

  private FileChecks() {}

  /**
   * Finds them.
   *
   * @param unreadable what could not be looked at, a sentence each
   * @param remarks how the folders were understood
   */
  static List<Finding> find(
      List<AuditedPicture> pictures,
      List<Look> looks,
      List<String> unreadable,
      List<String> remarks) {
    List<Finding> findings = new ArrayList<>();
    List<Integer> turned = new ArrayList<>();
    Map<String, List<Integer>> modes = new LinkedHashMap<>();
    List<Integer> readable = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      AuditedPicture picture = pictures.get(i);
      PictureFacts facts = looks.get(i).facts();
      ImageHeader header = facts.header();
      if (header == null) {
        findings.add(
            new Finding(
                Finding.Kind.BROKEN,
                Finding.Severity.SERIOUS,
                List.of(picture),
                Double.NaN,
                facts.bytes() == 0 ? "The file is empty." : String.valueOf(facts.trouble())));
        continue;
      }
      readable.add(i);
      if (header.orientation() != 1) {
        turned.add(i);
      }
      modes.computeIfAbsent(mode(header), mode -> new ArrayList<>()).add(i);
      extension(picture, header, findings);
    }
    modes(pictures, modes, findings);
    if (!turned.isEmpty()) {
      findings.add(
          new Finding(
              Finding.Kind.EXIF_TURN,
              Finding.Severity.REMARK,
              turned.stream().map(pictures::get).toList(),
              turned.size(),
              number(turned.size(), "picture is", "pictures are")
                  + " stored turned or mirrored, with an EXIF tag that says so. Ocelli heeds it;"
                  + " other programs may train on the pictures as they are stored."));
    }
    sizes(pictures, looks, readable, findings);
    for (String one : unreadable) {
      findings.add(
          new Finding(
              Finding.Kind.UNREADABLE, Finding.Severity.SERIOUS, List.of(), Double.NaN, one));
    }
    for (String remark : remarks) {
      findings.add(
          new Finding(Finding.Kind.LAYOUT, Finding.Severity.REMARK, List.of(), Double.NaN, remark));
    }
    return findings;
  }

  private static void extension(
      AuditedPicture picture, ImageHeader header, List<Finding> findings) {
    ImageFormat named = ImageFormat.ofName(picture.source().fileName()).orElse(null);
    if (named != header.format()) {
      findings.add(
          new Finding(
              Finding.Kind.WRONG_EXTENSION,
              Finding.Severity.WARNING,
              List.of(picture),
              Double.NaN,
              "The content is "
                  + header.format()
                  + ", the name says "
                  + (named == null ? "another format" : named)
                  + ": programs that go by the name fail."));
    }
  }

  /** What is stored, in a word or two; usual is 8-bit colour without transparency. */
  private static String mode(ImageHeader header) {
    String depth = header.bitDepth() > 8 ? header.bitDepth() + "-bit " : "";
    int channels = header.channels() - (header.alpha() ? 1 : 0);
    String colour = channels == 1 ? "gray or palette" : channels == 4 ? "CMYK" : "colour";
    return depth + colour + (header.alpha() ? " with transparency" : "");
  }

  private static void modes(
      List<AuditedPicture> pictures, Map<String, List<Integer>> modes, List<Finding> findings) {
    if (modes.size() < 2) {
      return;
    }
    String most =
        modes.entrySet().stream()
            .max(Map.Entry.comparingByValue((a, b) -> Integer.compare(a.size(), b.size())))
            .map(Map.Entry::getKey)
            .orElse("");
    modes.forEach(
        (mode, some) -> {
          if (!mode.equals(most)) {
            // Where a mode goes with a class, that alone may tell it.
            Map<String, Long> classes =
                some.stream()
                    .collect(
                        Collectors.groupingBy(
                            i -> pictures.get(i).label(),
                            LinkedHashMap::new,
                            Collectors.counting()));
            String where =
                classes.size() == 1 && !classes.containsKey("") && some.size() > 4
                    ? ", all of them of '" + classes.keySet().iterator().next() + "'"
                    : "";
            findings.add(
                new Finding(
                    Finding.Kind.COLOUR_MODE,
                    where.isEmpty() ? Finding.Severity.REMARK : Finding.Severity.WARNING,
                    some.stream().map(pictures::get).toList(),
                    some.size(),
                    number(some.size(), "picture is", "pictures are")
                        + " stored as "
                        + mode
                        + " where most are "
                        + most
                        + where
                        + "."));
          }
        });
  }

  private static void sizes(
      List<AuditedPicture> pictures,
      List<Look> looks,
      List<Integer> readable,
      List<Finding> findings) {
    int smallest = -1;
    int largest = -1;
    for (int i : readable) {
      smallest = smallest < 0 || side(looks, i) < side(looks, smallest) ? i : smallest;
      largest = largest < 0 || side(looks, i) > side(looks, largest) ? i : largest;
    }
    if (smallest >= 0 && side(looks, largest) >= SIZES * side(looks, smallest)) {
      findings.add(
          new Finding(
              Finding.Kind.SIZE,
              Finding.Severity.REMARK,
              List.of(pictures.get(smallest), pictures.get(largest)),
              side(looks, largest) / (double) side(looks, smallest),
              String.format(
                  Locale.ROOT,
                  "The shorter sides go from %d to %d pixels: small pictures are blurred when they"
                      + " are enlarged, and where sizes go with classes the blur tells the class.",
                  side(looks, smallest),
                  side(looks, largest))));
    }
  }

  private static int side(List<Look> looks, int i) {
    ImageHeader header = looks.get(i).facts().header();
    return header == null ? 0 : Math.min(header.width(), header.height());
  }

  static String number(int n, String one, String more) {
    return n + " " + (n == 1 ? one : more);
  }
}
