package io.ocelli.ops.find;

import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Show;
import io.ocelli.ops.Transform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads text; see {@link Op}. */
@Op(
    name = "read-text",
    finds = Word.class,
    does = "Reads text and marks its words.",
    example = "read-text",
    scene = "text",
    source = "Tesseract (LSTM)",
    notes =
        "The findings are the words in reading order, with their boxes. Text should be level and"
            + " its capitals some 20 pixels high or more. Needs Tesseract's data for the language,"
            + " a package of the system; 'ocelli doctor' says whether it is there.")
public record ReadText(
    @Param(
            does = "language of the text as Tesseract names it; several joined by +",
            byDefault = "eng",
            attempt = "deu+eng")
        String language,
    @Param(does = "what kind of text it is", byDefault = "page", attempt = "sparse")
        TextLayout layout,
    @Param(
            does = "confidence below which words are left out",
            byDefault = "30",
            attempt = "80",
            min = 0,
            max = 100)
        double minConfidence,
    @Param(
            does = "folder of Tesseract's language data; none for where the system has it",
            byDefault = "none",
            attempt = "tessdata")
        Optional<String> tessdata,
    @Param(does = "what the picture shows", byDefault = "draw", attempt = "mask") Show show)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    List<Marked> marks = new ArrayList<>();
    for (Word word : new TextReader(language, layout, minConfidence, tessdata).in(in)) {
      findings.add(word);
      marks.add(Marked.of(word.box(), word.text(), 0));
    }
    return Marked.show(in, show, marks);
  }
}
