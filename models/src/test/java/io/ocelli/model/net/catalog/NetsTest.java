package io.ocelli.model.net.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.error.UsageException;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.NetBuilder;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.ParameterSpec;
import io.ocelli.model.net.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalogue builds what the papers and torchvision have, at any size. */
class NetsTest {
  static List<String> names() {
    return Nets.names();
  }

  private static long trainable(Net net) {
    return ParameterSpec.of(net).stream()
        .filter(ParameterSpec::trainable)
        .mapToLong(ParameterSpec::size)
        .sum();
  }

  /** Numbers of torchvision's models; those of LeNet and Darknet-19 are counted by hand. */
  @ParameterizedTest
  @CsvSource({
    "lenet, 61706",
    "alexnet, 61100840",
    "vgg11, 132863336",
    "vgg13, 133047848",
    "vgg16, 138357544",
    "vgg19, 143667240",
    "vgg11-bn, 132868840",
    "vgg13-bn, 133053736",
    "vgg16-bn, 138365992",
    "vgg19-bn, 143678248",
    "resnet18, 11689512",
    "resnet34, 21797672",
    "resnet50, 25557032",
    "resnet101, 44549160",
    "googlenet, 6624904",
    "mobilenetv2, 3504872",
    "squeezenet, 1235496",
    "darknet19, 20842376",
    "densenet121, 7978856"
  })
  void parametersAreThoseOfTheOriginal(String name, long expected) {
    Net net = Nets.of(name, Nets.usualInput(name), Nets.usualClasses(name));
    assertThat(trainable(net)).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("names")
  void theEndIsTheSameInAll(String name) {
    for (Shape input : List.of(Nets.usualInput(name), new Shape(1, 97, 131))) {
      Net net = Nets.of(name, input, 7);
      assertThat(net.output()).isEqualTo(NetBuilder.OUTPUT);
      assertThat(net.node(NetBuilder.OUTPUT).op()).isEqualTo(new Op.Softmax());
      assertThat(net.node(NetBuilder.OUTPUT).inputs()).containsExactly(NetBuilder.LOGITS);
      assertThat(net.shapes())
          .containsEntry(NetBuilder.OUTPUT, Shape.vector(7))
          .containsKey(NetBuilder.FEATURES);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "resnet18, 32, 4", "resnet50, 28, 4", "googlenet, 32, 8", "mobilenetv2, 32, 4",
    "squeezenet, 32, 8", "densenet121, 32, 4", "resnet18, 48, 6", "resnet18, 49, 2",
    "resnet18, 64, 2", "mobilenetv2, 64, 2"
  })
  void smallPicturesKeepMoreOfTheirSize(String name, int side, int lastMap) {
    Net net = Nets.of(name, new Shape(3, side, side), 10);
    int smallest =
        net.shapes().values().stream()
            .filter(shape -> shape.height() > 1)
            .mapToInt(Shape::height)
            .min()
            .orElseThrow();
    assertThat(smallest).isEqualTo(lastMap);
  }

  @Test
  void theStemCanBeChosen() {
    Shape picture = new Shape(3, 64, 64);
    Net small = Nets.of("resnet18", picture, 10, Nets.Stem.SMALL);
    assertThat(small.shapes()).containsEntry("conv1", new Shape(64, 64, 64));
    assertThat(trainable(small)).isEqualTo(11173962);
    assertThatThrownBy(() -> Nets.of("vgg16", picture, 10, Nets.Stem.SMALL))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no stem for small pictures");
  }

  @Test
  void aLargerMapIsAveragedDownAndASmallerOneIsTakenAsItIs() {
    assertThat(Nets.of("vgg16", new Shape(3, 448, 448), 10).shapes())
        .containsEntry("average", new Shape(512, 7, 7));
    assertThat(Nets.of("vgg16", new Shape(3, 300, 200), 10).shapes())
        .containsEntry("average", new Shape(512, 7, 6));
    assertThat(Nets.of("vgg16", new Shape(3, 64, 64), 10).shapes())
        .containsEntry("flatten", Shape.vector(2048))
        .doesNotContainKey("average");
  }

  @ParameterizedTest
  @CsvSource({
    "lenet, 11, 12",
    "alexnet, 62, 63",
    "vgg11, 31, 32",
    "darknet19, 31, 32",
    "simple-cnn, 1, 2"
  })
  void picturesThatAreTooSmallAreRefusedWithTheLayerAndTheLeastSize(
      String name, int side, int least) {
    Nets.of(name, new Shape(3, least, least), 2);
    assertThatThrownBy(() -> Nets.of(name, new Shape(3, side, side), 2))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("pictures are too small for " + name + ": " + side + "x" + side)
        .hasMessageContaining("layer '")
        .hasMessageContaining("at least " + least + "x" + least);
  }

  @Test
  void wrongNamesAndClassesAreRefused() {
    assertThatThrownBy(() -> Nets.of("resnet8", new Shape(3, 64, 64), 3))
        .hasMessageContaining("did you mean 'resnet18'");
    assertThatThrownBy(() -> Nets.of("lenet", new Shape(1, 28, 28), 1))
        .hasMessageContaining("at least two classes");
  }
}
