package io.ocelli.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.error.OcelliException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsCsvTest {
  @TempDir Path folder;

  private static Epoch epoch(int number) {
    return new Epoch(number, 1.0 / 3 / number, 0.5, Double.NaN, 0.25, 1e-8, 412.34, 7.5123456);
  }

  @Test
  void writesPlainNumbersAndEmptyCells() throws Exception {
    Path file = folder.resolve("run/результаты.csv");
    ResultsCsv.start(file).append(epoch(1));

    assertThat(Files.readAllLines(file))
        .containsExactly(
            "epoch,train_loss,train_accuracy,val_loss,val_accuracy,learning_rate,"
                + "images_per_second,seconds",
            "1,0.333333333,0.5,,0.25,0.00000001,412.3,7.512");
  }

  @Test
  void readsBackWhatItWrote() {
    Path file = folder.resolve("results.csv");
    ResultsCsv csv = ResultsCsv.start(file);
    csv.append(epoch(1));
    csv.append(epoch(2));

    List<Epoch> read = ResultsCsv.read(file);
    assertThat(read).hasSize(2);
    assertThat(read.get(1).trainLoss()).isEqualTo(1.0 / 6, within(1e-9));
    assertThat(read.get(1).valLoss()).isNaN();
    assertThat(read.get(1).learningRate()).isEqualTo(1e-8);
    assertThat(csv.epochs()).hasSize(2);
  }

  @Test
  void resumeDropsATornRowAndEpochsThatRunAgain() throws Exception {
    Path file = folder.resolve("results.csv");
    ResultsCsv csv = ResultsCsv.start(file);
    csv.append(epoch(1));
    csv.append(epoch(2));
    csv.append(epoch(3));
    Files.writeString(file, "4,0.08,0.9", StandardOpenOption.APPEND);

    ResultsCsv resumed = ResultsCsv.resume(file, 2);
    assertThat(resumed.epochs()).extracting(Epoch::epoch).containsExactly(1, 2);
    resumed.append(epoch(3));
    assertThat(ResultsCsv.read(file)).extracting(Epoch::epoch).containsExactly(1, 2, 3);
    assertThat(Files.readString(file)).endsWith("\n");
  }

  @Test
  void resumeWithoutAFileStartsOne() {
    assertThat(ResultsCsv.resume(folder.resolve("none.csv"), 5).epochs()).isEmpty();
    assertThat(folder.resolve("none.csv")).exists();
  }

  @Test
  void startReplacesAnOldFile() throws Exception {
    Path file = folder.resolve("results.csv");
    ResultsCsv.start(file).append(epoch(1));
    ResultsCsv.start(file);

    assertThat(Files.readAllLines(file)).hasSize(1);
  }

  @Test
  void namesAFileThatIsNone() throws Exception {
    Path other = Files.writeString(folder.resolve("other.csv"), "a,b\n1,2\n");
    Path broken =
        Files.writeString(
            folder.resolve("broken.csv"), String.join(",", ResultsCsv.COLUMNS) + "\n1,x,,,,,,\n");

    assertThatThrownBy(() -> ResultsCsv.read(other))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("other.csv");
    assertThatThrownBy(() -> ResultsCsv.read(broken)).isInstanceOf(OcelliException.class);
    assertThatThrownBy(() -> ResultsCsv.read(folder.resolve("absent.csv")))
        .isInstanceOf(OcelliException.class);
  }

  @Test
  void sayWhatCannotBeWritten() throws Exception {
    Path notAFolder = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> ResultsCsv.start(notAFolder.resolve("results.csv")))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("cannot write a file");
  }
}
