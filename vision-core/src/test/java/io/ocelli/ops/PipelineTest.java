package io.ocelli.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.error.UsageException;
import io.ocelli.image.Image;
import io.ocelli.ops.color.Gray;
import io.ocelli.ops.filter.GaussianBlur;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineTest {
  @Test
  void readsOperationsWithTheirValuesAndDefaults() {
    Pipeline pipeline = Pipeline.parse(" gray|gaussian-blur  size=9 sigma='2.5'\n| gray ");

    assertThat(pipeline.operations())
        .containsExactly(new Gray(), new GaussianBlur(9, 2.5, Border.REFLECT101), new Gray());
    assertThat(pipeline).hasToString("gray | gaussian-blur size=9 sigma=2.5 | gray");
    assertThat(Pipeline.parse(pipeline.toString())).isEqualTo(pipeline);
  }

  @Test
  void isMadeOfPlainObjectsToo() {
    GaussianBlur blur = new GaussianBlur(3, 0, Border.EDGE);

    assertThat(Pipeline.of(new Gray(), blur))
        .hasToString("gray | gaussian-blur size=3 border=edge");
    assertThat(Catalog.all().defaults(GaussianBlur.class))
        .isEqualTo(new GaussianBlur(5, 0, Border.REFLECT101));
    assertThatThrownBy(() -> Pipeline.of(new Gray(), new GaussianBlur(4, 0, Border.EDGE)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("not an odd number for size of gaussian-blur: 4")
        .hasMessageContaining("operation 2 of the pipeline");
  }

  @Test
  void isReadFromATree() {
    Object tree = List.of("gray", Map.of("gaussian-blur", Map.of("size", 7)), "gray | gray");

    assertThat(Pipeline.ofTree(tree, "a.yaml"))
        .hasToString("gray | gaussian-blur size=7 | gray | gray");
    assertThatThrownBy(
            () ->
                Pipeline.ofTree(
                    Arrays.asList("gray", Map.of("gaussian-blur", Map.of("size", "x"))), "a.yaml"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("item 2 of a.yaml");
    assertThatThrownBy(() -> Pipeline.ofTree(List.of(3), "a.yaml"))
        .isInstanceOf(UsageException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '`',
      value = {
        "gray | gausian-blur size=5 § unknown operation: gausian-blur § character 8 § did you mean 'gaussian-blur'",
        "quite-unknown § unknown operation § character 1 § ocelli image --list",
        "gaussian-blur sise=5 § unknown parameter of gaussian-blur: sise § character 15 § 'size'",
        "gray x=1 § unknown parameter of gray: x § character 6 § gray has no parameters",
        "gaussian-blur 5 § without the name of a parameter: 5 § character 15 § takes size, sigma, border",
        "gaussian-blur size=4 § not an odd number for size of gaussian-blur: 4 § character 20 § 1 to 499",
        "gaussian-blur size=0 § out of range for size § character 20 § 1 to 499 px",
        "gaussian-blur size=5.5 § not a value for size § character 20 § a whole number",
        "gaussian-blur size=99999999999 § not a value for size § character 20 § a whole number",
        "gaussian-blur sigma=NaN § not a value for sigma § character 21 § a number",
        "gaussian-blur border=edgy § not a value for border § character 22 § 'edge'",
        "gaussian-blur size=3 size=5 § given twice § character 22 § once",
        "gaussian-blur size= § missing: a value § character 20 § name=value",
        "gray || gray § there is no operation § character 7 § gray | canny",
        "gray | § there is no operation § character 7 § gray | canny",
        "`` § the pipeline is empty § character 1 § gray | canny",
        "gaussian-blur border='edge § a quote that does not end § character 22 § close it",
        "gray { } § gray takes no block § character 6 § quotes",
      })
  void refusesWhatCannotBe(String text, String problem, String place, String remedy) {
    assertThatThrownBy(() -> Pipeline.parse(text.strip()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(problem)
        .hasMessageContaining(place + " of the pipeline '")
        .hasMessageContaining(remedy);
  }

  @Test
  void givesAPictureOfItsOwnAndLeavesTheFirstAlone() {
    try (Image picture = Image.blank(4, 3, 10, 20, 30);
        Image out = Pipeline.parse("gaussian-blur size=1").apply(picture)) {
      out.pixels().put(0, (byte) 99);
      assertThat(picture.pixels().get(0)).isEqualTo((byte) 10);
      assertThat(out.width()).isEqualTo(4);
    }
  }
}
