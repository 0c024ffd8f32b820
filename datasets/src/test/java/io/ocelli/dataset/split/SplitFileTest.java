package io.ocelli.dataset.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.dataset.Split;
import io.ocelli.error.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitFileTest {
  private static final List<SplitItem> ITEMS =
      List.of(
          new SplitItem("a/1.jpg", "a").withGroup("g,1"),
          new SplitItem("a/2 \"x\".jpg", "a"),
          new SplitItem("лист/3.jpg", "лист"));

  @TempDir Path dir;

  private Path file(String text) throws IOException {
    return Files.writeString(dir.resolve("given.csv"), text);
  }

  private static SplitTable table(Assignment assignment) {
    return SplitTable.of(Map.of("seed", 7), ITEMS, assignment);
  }

  @Test
  void everyKindOfAssignmentIsReadAsItWasWritten() {
    List<Split> splits = List.of(Split.TRAIN, Split.VAL, Split.TRAIN_DEV);
    List<Split> without = new ArrayList<>(splits);
    without.set(2, null);
    List<Assignment> kinds =
        List.of(
            new Assignment.Single(splits),
            new Assignment.Turns(List.of(1, 2, Assignment.Turns.NEVER), splits),
            new Assignment.Listed(Map.of(1, without, 2, splits)));
    for (int i = 0; i < kinds.size(); i++) {
      SplitTable table = table(kinds.get(i));
      Path csv = dir.resolve("split" + i + ".csv");
      SplitFile.write(table, csv);
      SplitFile.Read read = SplitFile.read(csv, "--split-file");
      assertThat(read.table().items()).isEqualTo(table.items());
      assertThat(read.table().assignment()).isEqualTo(table.assignment());
      assertThat(read.table().hash()).isEqualTo(table.hash());
      assertThat(read.table().how()).containsEntry("seed", 7);
      assertThat(read.remarks()).isEmpty();
      assertThat(read.at("лист/3.jpg")).isEqualTo(csv + ":4");
    }
  }

  @Test
  void aSplitThatWasChangedIsRemarkedOn() throws IOException {
    Path csv = dir.resolve("split.csv");
    SplitFile.write(table(new Assignment.Single(List.of(Split.TRAIN, Split.VAL, Split.VAL))), csv);
    Files.writeString(csv, Files.readString(csv).replace(",val", ",test"));
    assertThat(SplitFile.read(csv, "--split-file").remarks())
        .singleElement()
        .asString()
        .contains("was changed", "split.yaml");
  }

  @Test
  void nothingIsWrittenOverWhatIsThere() throws IOException {
    Path csv = dir.resolve("split.csv");
    Files.writeString(SplitFile.beside(csv), "mine");
    SplitTable table = table(new Assignment.Single(List.of(Split.TRAIN, Split.VAL, Split.VAL)));
    assertThatThrownBy(() -> SplitFile.write(table, csv))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("split.yaml");
    assertThat(csv).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "path,split;a,train;;a,val|the same path twice|:4",
        "path,split;;a,trian|trian|:3",
        "path,split;a,train,more|3 cells|:2",
        "path,fold;a,x|a fold is a number|:2",
        "path,split; ,train|a line without a path|:2",
        "file,split;a,train|a column is missing|:1",
        "path,class;a,b|a column is missing|:1",
        "path,split|a split without pictures|--split-file",
        "path,path;a,b|two columns|:1"
      })
  void whatIsWrongIsNamedWithItsLine(String text, String problem, String where) throws IOException {
    Path csv = file(text.replace(';', '\n') + "\n");
    assertThatThrownBy(() -> SplitFile.read(csv, "--split-file"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(problem)
        .hasMessageContaining(where);
  }

  @Test
  void aTableOfASpreadsheetProgramIsRead() throws IOException {
    Path csv = file("\uFEFFPath;Fold;Split\r\n.\\a\\1.jpg;2.0;train\r\n\"a/2.jpg\";;test\r\n");
    SplitTable table = SplitFile.read(csv, "--split-file").table();
    assertThat(table.at(2, "--fold"))
        .isEqualTo(Map.of("a/1.jpg", Split.VAL, "a/2.jpg", Split.TEST));
  }
}
