package io.ocelli.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.error.UsageException;
import io.ocelli.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassFolderTest {
  @TempDir Path dir;

  private static List<String> many(String folder, int n) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      names.add("%s/%03d.jpg".formatted(folder, i));
    }
    return names;
  }

  @SafeVarargs
  private Path make(List<String>... lists) throws IOException {
    List<String> all = new ArrayList<>();
    for (List<String> list : lists) {
      all.addAll(list);
    }
    return Trees.folder(dir.resolve("data"), all);
  }

  private static ClassDataset read(Path path) {
    return ClassFolder.read(path, new SplitRatios(0.2, 0.1), 7);
  }

  private static List<String> paths(List<Sample> samples) {
    return samples.stream().map(Sample::path).toList();
  }

  @Test
  void plainFoldersAreSplitByClass() throws IOException {
    ClassDataset data = read(make(many("b c", 20), many("a/deep/er", 10), many("葉 🍅", 3)));
    assertThat(data.classes()).containsExactly("a", "b c", "葉 🍅");
    assertThat(data.presplit()).isFalse();
    assertThat(data.counts(Split.TRAIN)).containsExactly(7, 14, 1);
    assertThat(data.counts(Split.VAL)).containsExactly(2, 4, 1);
    assertThat(data.counts(Split.TEST)).containsExactly(1, 2, 1);
    assertThat(data.all()).hasSize(33).doesNotHaveDuplicates();
    assertThat(data.remarks()).isEmpty();
    assertThat(data.samples(Split.TRAIN).get(0).path()).startsWith("a/deep/er/");
  }

  @Test
  void classesStandInOrderOfCodePoints() throws IOException {
    ClassDataset data =
        read(make(many("\uFF21", 3), many("\uD83C\uDF45", 3), many("b", 3), many("B", 3)));
    assertThat(data.classes()).containsExactly("B", "b", "\uFF21", "\uD83C\uDF45");
  }

  @Test
  void splitFoldersAreUsedAsTheyAre() throws IOException {
    Path root =
        make(
            many("Train/cat", 3),
            many("Train/dog", 4),
            many("Validation/cat", 1),
            many("Validation/dog", 2),
            many("TEST/dog", 1));
    ClassDataset data = read(root);
    assertThat(data.presplit()).isTrue();
    assertThat(data.counts(Split.TRAIN)).containsExactly(3, 4);
    assertThat(data.counts(Split.VAL)).containsExactly(1, 2);
    assertThat(data.counts(Split.TEST)).containsExactly(0, 1);
    assertThat(data.remarks()).containsExactly("test has no pictures of cat");
  }

  @Test
  void splitsBelowTheClass() throws IOException {
    ClassDataset data =
        read(
            make(
                many("cat/train", 3),
                many("cat/valid", 1),
                many("dog/train", 4),
                many("dog/val", 2)));
    assertThat(data.presplit()).isTrue();
    assertThat(data.classes()).containsExactly("cat", "dog");
    assertThat(data.counts(Split.TRAIN)).containsExactly(3, 4);
    assertThat(data.counts(Split.VAL)).containsExactly(1, 2);
  }

  @Test
  void wrappersAreDescendedInto() throws IOException {
    Path wrapped =
        make(
            many("w/x/train/images/cat", 3),
            many("w/x/train/images/dog", 3),
            many("w/x/val/images/cat", 3),
            many("w/x/val/images/dog", 3));
    Path bare =
        Trees.folder(
            dir.resolve("bare"),
            paths(read(wrapped).samples(Split.TRAIN)).stream().map(p -> "train/" + p).toList());
    Trees.folder(
        bare, paths(read(wrapped).samples(Split.VAL)).stream().map(p -> "val/" + p).toList());
    assertThat(read(wrapped).classes()).containsExactly("cat", "dog");
    assertThat(paths(read(wrapped).all())).isEqualTo(paths(read(bare).all()));
  }

  @Test
  void aFolderAndItsArchivesHaveTheSameHash() throws IOException {
    List<String> names = new ArrayList<>(many("cat", 10));
    names.addAll(many("dog", 10));
    Path folder = make(names);
    Path tar = Trees.tar(dir.resolve("d.tar"), names);
    Path zip = Trees.zip(dir.resolve("d.zip"), names, false);
    String hash = read(folder).hash();
    assertThat(hash).hasSize(64).isEqualTo(read(tar).hash()).isEqualTo(read(zip).hash());
    assertThat(ClassFolder.read(folder, new SplitRatios(0.2, 0.1), 8).hash()).isNotEqualTo(hash);
    Files.writeString(folder.resolve("cat/000.jpg"), "another size");
    assertThat(read(folder).hash()).isNotEqualTo(hash);
  }

  @Test
  void trainWithoutValGivesSomeOfItAway() throws IOException {
    Path root = make(many("train/cat", 10), many("train/dog", 20), many("test/cat", 2));
    ClassDataset data = read(root);
    assertThat(data.counts(Split.TRAIN)).containsExactly(8, 16);
    assertThat(data.counts(Split.VAL)).containsExactly(2, 4);
    assertThat(data.counts(Split.TEST)).containsExactly(2, 0);
    assertThat(data.remarks()).anyMatch(r -> r.contains("no val folder: 6 of the 30"));
    assertThat(ClassFolder.readWhole(root).samples(Split.VAL)).isEmpty();
  }

  @Test
  void onlyATrainFolderIsASplitToo() throws IOException {
    assertThat(read(make(many("train/cat", 10), many("train/dog", 20))).classes())
        .containsExactly("cat", "dog");
  }

  @Test
  void aClassMayBeCalledTrain() throws IOException {
    ClassDataset data = read(make(many("airplane", 3), many("car", 3), many("train", 3)));
    assertThat(data.classes()).containsExactly("airplane", "car", "train");
    Path nested =
        Trees.folder(
            dir.resolve("n"), List.of("train/x/1.jpg", "train/y/2.jpg", "car/3.jpg", "car/4.jpg"));
    assertThat(read(nested).classes()).containsExactly("car", "train");
  }

  @Test
  void whatIsLeftOutIsSaid() throws IOException {
    ClassDataset data =
        read(
            make(
                many("train/cat", 3),
                many("train/dog", 3),
                many("val/cat", 1),
                many("val/dog", 1),
                List.of("test/1.jpg", "extra/2.jpg", "logo.png", "train/x.csv", "val/.DS_Store")));
    assertThat(data.all()).hasSize(8);
    assertThat(data.remarks())
        .hasSize(3)
        .anyMatch(r -> r.contains("1 picture is left out") && r.contains("logo.png"))
        .anyMatch(r -> r.contains("extra") && r.contains("1 picture"))
        .anyMatch(r -> r.contains("test") && r.contains("1 picture"));
    assertThat(data.others()).singleElement().asString().endsWith("x.csv");
  }

  @Test
  void decomposedNamesMeetComposedOnes() throws IOException {
    ClassDataset data =
        read(make(many("train/café", 3), many("train/x", 3), many("val/cafe\u0301", 1)));
    assertThat(data.classes()).containsExactly("café", "x");
    assertThat(data.counts(Split.VAL)).containsExactly(1, 0);
  }

  @Test
  void linksAreFollowedAndLoopsAreNot() throws IOException {
    Path root = make(many("cat", 3));
    Path elsewhere = Trees.folder(dir.resolve("elsewhere"), many("d", 3));
    Files.createSymbolicLink(root.resolve("dog"), elsewhere.resolve("d"));
    Files.createSymbolicLink(root.resolve("cat/loop"), root);
    Files.createSymbolicLink(root.resolve("cat/gone.jpg"), dir.resolve("nowhere"));
    ClassDataset data = read(root);
    assertThat(data.classes()).containsExactly("cat", "dog");
    assertThat(data.all()).hasSize(6);
    assertThat(data.unreadable())
        .hasSize(2)
        .anyMatch(r -> r.contains("gone.jpg") && r.contains("nowhere"))
        .anyMatch(r -> r.contains("loop"));
  }

  private void refused(Path path, String problem, String value, String remedy) {
    assertThatThrownBy(() -> read(path))
        .isInstanceOfSatisfying(
            UsageException.class,
            e -> {
              assertThat(e.problem()).contains(problem);
              assertThat(e.value()).contains(value);
              assertThat(e.origin()).isNotBlank();
              assertThat(e.remedy()).contains(remedy);
            });
  }

  @Test
  void noSuchFolderSuggestsANearOne() throws IOException {
    make(many("cat", 3));
    refused(dir.resolve("dta"), "no such folder", "dta", "did you mean " + dir.resolve("data"));
    refused(dir.resolve("zzz/deep"), "no such folder", "deep", dir.toString());
  }

  @Test
  void aFileInsteadOfAFolder() throws IOException {
    Path file = make(many("cat", 1)).resolve("cat/000.jpg");
    refused(file, "neither a folder nor an archive", "000.jpg", ".zip");
  }

  @Test
  void anEmptyFolder() throws IOException {
    refused(make(List.of("cat/", "dog/", ".DS_Store")), "empty", "data", "DIR/<class>");
  }

  @Test
  void aFolderWithoutPictures() throws IOException {
    refused(make(List.of("cat/a.txt", "b.pdf")), "no pictures", "2 other files", "jpg");
  }

  @Test
  void picturesWithoutClasses() throws IOException {
    Path root = make(List.of("1.jpg", "2.jpg"));
    refused(root, "pictures without classes", "2 pictures", "DIR/<class>");
    Path split = Trees.folder(dir.resolve("s"), List.of("train/1.jpg", "test/2.jpg"));
    refused(split, "pictures without classes", "2 pictures", "DIR/train/<class>");
  }

  @Test
  void oneClassOnly() throws IOException {
    Path root = make(many("cat", 5));
    refused(root, "only one class", "cat", "two classes");
    assertThat(ClassFolder.readWhole(root).samples(Split.TEST)).hasSize(5);
  }

  @Test
  void aClassWithOnePicture() throws IOException {
    Path root = make(many("cat", 5), many("dog", 1));
    refused(root, "one picture", "dog", "add pictures");
    assertThat(ClassFolder.read(root, SplitRatios.NONE, 0).samples(Split.TRAIN)).hasSize(6);
  }

  @Test
  void aClassFolderWithoutPictures() throws IOException {
    Path root = make(many("cat", 5), many("dog", 5), List.of("cow/", "emu/x.txt"));
    refused(root, "without pictures", "cow", "move the folder away");
    assertThat(ClassFolder.readWhole(root).remarks())
        .contains("a class folder without pictures: cow", "a class folder without pictures: emu");
  }

  @Test
  void aClassThatIsNotInTrain() throws IOException {
    refused(
        make(many("train/cat", 3), many("train/dog", 3), many("val/Dog", 2)),
        "a class in val that is not in train",
        "Dog",
        "did you mean 'dog'");
  }

  @Test
  void sharesAreChecked() {
    assertThatThrownBy(() -> new SplitRatios(0.6, 0.4)).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> new SplitRatios(-0.1, 0)).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> new SplitRatios(Double.NaN, 0)).isInstanceOf(UsageException.class);
  }

  @Test
  void realPlants() {
    ClassDataset data = read(TestData.require("plants"));
    assertThat(data.classes())
        .hasSize(23)
        .contains("Tomato___Spider_mites Two-spotted_spider_mite");
    assertThat(data.samples(Split.TRAIN)).hasSize(3094);
    assertThat(data.samples(Split.VAL)).hasSize(413);
    ClassDataset val = ClassFolder.readWhole(TestData.require("plants/val"));
    assertThat(val.presplit()).isFalse();
    assertThat(val.all()).hasSize(413);
    assertThat(val.classes()).isEqualTo(data.classes());
  }
}
