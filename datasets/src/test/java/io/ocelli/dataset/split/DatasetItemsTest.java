package io.ocelli.dataset.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.ClassFolder;
import io.ocelli.dataset.Sample;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.Trees;
import io.ocelli.error.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetItemsTest {
  @TempDir Path dir;
  private ClassDataset data;

  @BeforeEach
  void make() throws IOException {
    List<String> names = List.of("a/1.jpg", "a/2.jpg", "b/1.jpg", "b/2.jpg");
    data = ClassFolder.readWhole(Trees.folder(dir.resolve("data"), names));
  }

  private ClassDataset apply(String lines, boolean allowMissing) throws IOException {
    Path csv = dir.resolve("s.csv");
    Files.writeString(csv, "path,class,split\n\n" + lines);
    return DatasetItems.of(data).apply(SplitFile.read(csv, "--split-file"), null, allowMissing);
  }

  @Test
  void picturesGoWhereTheFileSaysAndOthersAreLeftOut() throws IOException {
    ClassDataset split = apply("b/2.jpg,b,train\na/1.jpg,a,train\nb/1.jpg,,test\n", false);
    assertThat(split.samples(Split.TRAIN))
        .extracting(Sample::path)
        .containsExactly("a/1.jpg", "b/2.jpg");
    assertThat(split.samples(Split.TEST)).extracting(Sample::path).containsExactly("b/1.jpg");
    assertThat(split.samples(Split.VAL)).isEmpty();
    assertThat(split.remarks()).anyMatch(remark -> remark.contains("a/2.jpg"));
  }

  @Test
  void aMissingPictureIsNamedWithItsLine() throws IOException {
    String lines = "a/1.jpg,a,train\n\nb/9.jpg,b,val\n";
    assertThatThrownBy(() -> apply(lines, false))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("b/9.jpg")
        .hasMessageContaining("s.csv:5");
    assertThat(apply(lines, true).remarks()).anyMatch(remark -> remark.contains("b/9.jpg"));
    assertThatThrownBy(() -> apply("x/1.jpg,x,train\n", true))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("none of the pictures")
        .hasMessageContaining("s.csv:3");
  }

  @Test
  void anotherClassIsNamedWithItsLine() {
    assertThatThrownBy(() -> apply("a/1.jpg,a,train\na/2.jpg,b,val\n", false))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("a/2.jpg: 'b', but in the data set 'a'")
        .hasMessageContaining("s.csv:4");
  }

  @Test
  void aClassThatIsNotTaughtIsRemarkedOn() throws IOException {
    assertThat(apply("a/1.jpg,a,train\nb/1.jpg,b,val\n", false).remarks())
        .contains("train has no pictures of b");
  }
}
