package io.ocelli.ops.find;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocelli.geometry.Box;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.tesseract.TessBaseAPI;
import org.bytedeco.tesseract.global.tesseract;

/**
 * Reads the words of a picture with Tesseract.
 *
 * @param language such as {@code eng} or {@code deu+eng}
 * @param layout what kind of text it is
 * @param minConfidence words below are left out
 * @param tessdata the folder of language data; empty for the usual ones
 */
record TextReader(
    String language, TextLayout layout, double minConfidence, Optional<String> tessdata) {
  private static final int WORD_LEVEL = 5;

  List<Word> in(Raster picture) {
    Optional<Path> wanted = tessdata.map(Path::of);
    Path data =
        Tesseract.data(wanted, language).orElseThrow(() -> Tesseract.absent(wanted, language));
    try (Raster gray = picture.to(ColorSpace.GRAY)) {
      return Tesseract.use(
          data,
          language,
          api -> {
            api.SetVariable("tessedit_char_whitelist", "");
            api.SetPageSegMode(layout.mode());
            api.SetImage(gray.mat().data(), gray.width(), gray.height(), 1, gray.width());
            api.SetSourceResolution(300);
            return words(api);
          });
    }
  }

  /** The words of Tesseract's table: level, page, block, paragraph, line, word, box, confidence. */
  private List<Word> words(TessBaseAPI api) {
    BytePointer table = api.GetTSVText(0);
    if (table == null || table.isNull()) {
      return List.of();
    }
    List<Word> words = new ArrayList<>();
    String last = "";
    int line = 0;
    try {
      for (String row : table.getString(UTF_8).split("\n", -1)) {
        String[] cells = row.split("\t", 12);
        if (cells.length < 12 || Integer.parseInt(cells[0]) != WORD_LEVEL) {
          continue;
        }
        String text = cells[11].strip();
        double confidence = Double.parseDouble(cells[10]);
        if (text.isEmpty() || confidence < minConfidence) {
          continue;
        }
        String where = cells[2] + " " + cells[3] + " " + cells[4];
        if (!where.equals(last)) {
          line++;
          last = where;
        }
        Box box =
            Box.ofXywh(
                Integer.parseInt(cells[6]),
                Integer.parseInt(cells[7]),
                Integer.parseInt(cells[8]),
                Integer.parseInt(cells[9]));
        words.add(new Word(text, box, confidence, line));
      }
    } finally {
      tesseract.TessDeleteText(table);
    }
    return words;
  }
}
