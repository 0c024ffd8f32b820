package io.ocelli.app.cli;

import io.ocelli.model.Classification;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** A line for each picture, for people: its name, then percent and label of its top classes. */
final class TablePredictions implements PredictionWriter {
  private static final int WIDEST_NAME = 72;
  private static final int WIDEST_LABEL = 40;
  private static final int LOOKED_AT = 200;

  private final OutputStream out;
  private final int nameWidth;
  private final int labelWidth;

  /**
   * @param sources to be written: the first of them decide how wide their column is
   * @param labels of the model, which decide that of the others
   */
  TablePredictions(OutputStream out, SourceStream sources, List<String> labels) {
    this.out = out;
    nameWidth = widest(sources.peek(LOOKED_AT).stream().map(Source::name).toList(), WIDEST_NAME);
    labelWidth = widest(labels, WIDEST_LABEL);
  }

  private static int widest(List<String> texts, int bound) {
    int widest = 0;
    for (String text : texts) {
      widest = Math.max(widest, Columns.width(Columns.printable(text)));
    }
    return Math.min(widest, bound);
  }

  @Override
  public void predicted(Prediction prediction) throws IOException {
    StringBuilder line = new StringBuilder();
    line.append(name(prediction.source()));
    for (Classification c : prediction.classes()) {
      line.append(String.format(Locale.ROOT, "  %5.1f%%  ", 100 * c.probability()));
      line.append(Columns.pad(Columns.printable(c.label()), labelWidth));
    }
    write(line.toString().stripTrailing());
  }

  @Override
  public void failed(long position, String source, String error) throws IOException {
    write(name(source) + "  failed");
  }

  private String name(String source) {
    return Columns.pad(Columns.shortened(Columns.printable(source), nameWidth), nameWidth);
  }

  private void write(String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
