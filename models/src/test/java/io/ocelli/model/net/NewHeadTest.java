package io.ocelli.model.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.model.net.catalog.Nets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NewHeadTest {
  static Stream<String> catalogue() {
    return Nets.names().stream();
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void everyNetworkTakesAHeadForOtherClasses(String name) {
    Net old = Nets.of(name, new Shape(3, 96, 96), 10);
    NewHead made = NewHead.on(old, 7, 0.2);
    assertThat(made.net().shapes().get(made.net().output())).isEqualTo(Shape.vector(7));
    assertThat(made.net().node(made.net().output()).op()).isInstanceOf(Op.Softmax.class);
    assertThat(ParameterSpec.of(made.net()).stream().filter(spec -> !isHead(made, spec)))
        .isSubsetOf(ParameterSpec.of(old))
        .hasSize(ParameterSpec.of(old).size() - 2);
    assertThat(NetHead.of(made.net()).weighted()).isEqualTo(made.weighted());
  }

  @Test
  void theOtherWeightsAreKept() {
    Net old = Nets.of("mobilenetv2", new Shape(3, 64, 64), 10);
    Parameters pretrained = Initializer.of(1).parameters(old);
    NewHead made = NewHead.on(old, 7, 0.2);
    Parameters parameters = made.parameters(pretrained, 2);
    for (ParameterSpec spec : ParameterSpec.of(made.net())) {
      float[] values = parameters.get(spec.node(), spec.name()).values();
      if (isHead(made, spec)) {
        assertThat(values).hasSize((int) spec.size());
      } else {
        assertThat(values).isEqualTo(pretrained.get(spec.node(), spec.name()).values());
      }
    }
  }

  private static boolean isHead(NewHead made, ParameterSpec spec) {
    return spec.node().equals(made.weighted());
  }

  @Test
  void aHeadThatIsAConvolutionKeepsThePoolBehindIt() {
    NewHead made = NewHead.on(Nets.of("squeezenet", new Shape(3, 96, 96), 10), 7, 0.2);
    assertThat(made.net().node(made.weighted()).op()).isInstanceOf(Op.Convolution.class);
    assertThat(made.net().nodes()).anyMatch(node -> node.op() instanceof Op.GlobalPool);
  }

  @Test
  void aHeadOnAHeadHasNamesOfItsOwn() {
    Net once = NewHead.on(Nets.of("resnet18", new Shape(3, 64, 64), 10), 7, 0.2).net();
    NewHead twice = NewHead.on(once, 3, 0.1);
    assertThat(twice.net().shapes().get(twice.net().output())).isEqualTo(Shape.vector(3));
    assertThat(twice.net().nodes().stream().filter(node -> node.op() instanceof Op.Dropout).count())
        .isEqualTo(1);
  }
}
