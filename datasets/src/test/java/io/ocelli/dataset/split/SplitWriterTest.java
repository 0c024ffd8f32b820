package io.ocelli.dataset.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.ClassFolder;
import io.ocelli.dataset.Sample;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.SplitRatios;
import io.ocelli.dataset.Trees;
import io.ocelli.dataset.split.SplitWriter.Transfer;
import io.ocelli.dataset.split.SplitWriter.Written;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitWriterTest {
  @TempDir Path dir;
  private Path root;
  private ClassDataset data;

  @BeforeEach
  void make() throws IOException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      names.add("лист/" + i + ".jpg");
      names.add("b c/deep/" + i + ".jpg");
    }
    root = Trees.folder(dir.resolve("in"), names);
    data = ClassFolder.read(root, new SplitRatios(0.2, 0.1), 3);
  }

  private static Map<Path, String> contents(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      Map<Path, String> all = new java.util.TreeMap<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.put(root.relativize(file), Files.readString(file));
      }
      return all;
    }
  }

  @Test
  void whatIsWrittenReadsAsTheSameSplit() throws IOException {
    Map<Path, String> before = contents(root);
    for (Transfer transfer : Transfer.values()) {
      Path out = dir.resolve("out-" + transfer);
      List<Integer> progress = new ArrayList<>();
      Written written = SplitWriter.write(data, root, out, transfer, progress::add);
      assertThat(written.files()).isEqualTo(20);
      assertThat(written.failures()).isEmpty();
      assertThat(progress).hasSize(20).endsWith(20);
      ClassDataset again = ClassFolder.read(out, SplitRatios.NONE, 0);
      assertThat(again.presplit()).isTrue();
      assertThat(again.hash()).isEqualTo(data.hash());
      assertThat(contents(out).values()).containsExactlyInAnyOrderElementsOf(before.values());
      boolean same =
          Files.isSameFile(again.all().get(0).source().file(), data.all().get(0).source().file());
      assertThat(same).isEqualTo(transfer == Transfer.HARD_LINK);
    }
    assertThat(contents(root)).isEqualTo(before);
  }

  @Test
  void nothingIsWrittenOverOrIntoTheInput() throws IOException {
    Path full = Trees.folder(dir.resolve("full"), List.of("train/x.jpg"));
    Map<Path, String> before = contents(full);
    assertThatThrownBy(() -> SplitWriter.write(data, root, full, Transfer.COPY, n -> {}))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("written over");
    assertThat(contents(full)).isEqualTo(before);
    Path file = Files.writeString(dir.resolve("file"), "x");
    assertThatThrownBy(() -> SplitWriter.write(data, root, file, Transfer.COPY, n -> {}))
        .isInstanceOf(UsageException.class);
    Path link = Files.createSymbolicLink(dir.resolve("link"), root);
    for (Path inside : List.of(root, root.resolve("out"), link.resolve("out"))) {
      assertThatThrownBy(() -> SplitWriter.write(data, root, inside, Transfer.COPY, n -> {}))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("part of the data set");
    }
  }

  private ClassDataset of(Sample... samples) {
    return new ClassDataset(
        "made", List.of("a", "b"), Map.of(Split.TRAIN, List.of(samples)), false);
  }

  @Test
  void hostileNamesAreRefused() {
    for (String path : List.of("../../a/x.jpg", "a/../../../x.jpg", "/etc/x.jpg", "x.jpg")) {
      ClassDataset hostile = of(new Sample(ByteSource.of("m", new byte[1]), 0, path));
      assertThatThrownBy(
              () -> SplitWriter.write(hostile, root, dir.resolve("o"), Transfer.COPY, n -> {}))
          .as("%s", path)
          .isInstanceOf(OcelliException.class)
          .hasMessageContaining("cannot be a file here");
    }
  }

  @Test
  void namesThatDifferInCaseOnlyGetNumbers() throws IOException {
    ClassDataset twins =
        of(
            new Sample(ByteSource.of("m", new byte[] {1}), 0, "a/X.jpg"),
            new Sample(ByteSource.of("n", new byte[] {2}), 0, "a/x.JPG"));
    SplitWriter.write(twins, root, dir.resolve("o"), Transfer.COPY, n -> {});
    assertThat(contents(dir.resolve("o")).keySet())
        .containsExactlyInAnyOrder(Path.of("train/a/X.jpg"), Path.of("train/a/x-2.JPG"));
  }

  @Test
  void whatCannotBeReadIsNamedAndTheRestGoesOn() throws IOException {
    Files.delete(data.samples(Split.VAL).get(0).source().file());
    Written written = SplitWriter.write(data, root, dir.resolve("o"), Transfer.COPY, n -> {});
    assertThat(written.files()).isEqualTo(19);
    assertThat(written.failures()).singleElement().asString().contains(".jpg");
  }

  @Test
  void archivesAreCopiedNotLinked() throws IOException {
    ClassDataset memory = of(new Sample(ByteSource.of("m", new byte[] {1}), 0, "a/x.jpg"));
    assertThatThrownBy(
            () -> SplitWriter.write(memory, root, dir.resolve("o"), Transfer.HARD_LINK, n -> {}))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("copy instead");
  }
}
