package io.ocelli.model.net.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.error.UsageException;
import io.ocelli.model.net.Activation;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.NetHead;
import io.ocelli.model.net.NetSummary;
import io.ocelli.model.net.Node;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.Padding;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.Window;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks from YAML: what the words mean, what is added, and what errors say. */
class NetFileTest {
  private static final Shape PICTURE = new Shape(3, 32, 32);

  private static Net net(String layers) {
    return net(layers, PICTURE, 10);
  }

  private static Net net(String layers, Shape shape, int classes) {
    return NetFile.parse("layers:\n" + layers, "own", "own.yaml").build(shape, classes);
  }

  private static Op op(String layer) {
    return net(layer).nodes().get(0).op();
  }

  /** The course's network for cats and dogs (Chollet 2017, section 5.2). */
  @Test
  void theCourseNetworkHasItsParameters() {
    NetFile file =
        NetFile.parse(
            """
            name: cats-and-dogs
            input: 150x150x3
            layers:
              - conv: {out: 32, kernel: 3, activation: relu}
              - max-pool: 2
              - conv: {out: 64, kernel: 3, activation: relu}
              - max-pool: 2
              - conv: {out: 128, kernel: 3, activation: relu}
              - max-pool: 2
              - conv: {out: 128, kernel: 3, activation: relu}
              - max-pool: 2
              - flatten
              - dense: {out: 512, activation: relu}
              - dense: {out: 1, activation: sigmoid}
            """,
            "x",
            "course.yaml");
    assertThat(file.input()).isEqualTo(new Shape(3, 150, 150));
    Net net = file.build(new Shape(3, 150, 150), 0);
    NetSummary summary = NetSummary.of(net);
    assertThat(summary.name()).isEqualTo("cats-and-dogs");
    assertThat(summary.parameters()).isEqualTo(3_453_121);
    assertThat(summary.trainable()).isEqualTo(3_453_121);
    assertThat(net.shapes()).containsEntry("flatten1", Shape.vector(6272));
    assertThat(net.output()).isEqualTo("output");
    assertThat(NetHead.of(net)).isEqualTo(new NetHead("dense1_relu", "logits", 2));
  }

  /**
   * The one network with this count in the search space of the Keras Tuner tutorial for
   * Fashion-MNIST (32 to 128 filters by 16, kernels of 3 or 5, 32 to 128 units by 16).
   */
  @Test
  void theTunedNetworkHasItsParameters() {
    Net net =
        net(
            """
              - Conv2D: {filters: 80, kernel_size: 3, activation: relu}
              - Conv2D: {filters: 32, kernel_size: 5, activation: relu}
              - Flatten
              - Dense: {units: 96, activation: relu}
              - Dense: {units: 10, activation: softmax}
            """,
            new Shape(1, 28, 28),
            10);
    assertThat(NetSummary.of(net).parameters()).isEqualTo(1_552_746);
    assertThat(NetHead.of(net)).isEqualTo(new NetHead("dense1_relu", "logits", 10));
  }

  @Test
  void theWordsMeanWhatTheySay() {
    assertThat(op("- conv: {out: 6, kernel: 5, groups: 3, stride: 2, padding: 1, bias: false}"))
        .isEqualTo(new Op.Convolution(6, Window.of(5, 2, 1), 3, false));
    assertThat(op("- conv: {out: 8, kernel: [3, 5], dilation: 2, batch-norm: true}"))
        .isEqualTo(new Op.Convolution(8, new Window(3, 5, 1, 1, 2, 2, Padding.NONE), 1, false));
    assertThat(op("- depthwise-conv: 3"))
        .isEqualTo(new Op.Convolution(3, Window.of(3, 1, 0), 3, true));
    assertThat(op("- max-pool: 2"))
        .isEqualTo(new Op.Pool(Op.PoolKind.MAX, Window.of(2, 2, 0), false, false));
    assertThat(op("- min-pool: {size: 3, stride: 2, ceil: true}"))
        .isEqualTo(new Op.Pool(Op.PoolKind.MIN, Window.of(3, 2, 0), false, true));
    assertThat(op("- AveragePooling2D: {pool_size: 2, padding: 1, count_padding: true}"))
        .isEqualTo(new Op.Pool(Op.PoolKind.AVERAGE, Window.of(2, 2, 1), true, false));
    assertThat(op("- global-max-pool")).isEqualTo(new Op.GlobalPool(Op.PoolKind.MAX));
    assertThat(op("- pad: [1, 2, 3, 4]")).isEqualTo(new Op.Pad(new Padding(1, 2, 3, 4), 0));
    assertThat(op("- batch-norm")).isEqualTo(new Op.BatchNorm(1e-5, 0.9));
    assertThat(op("- dropout: 0.25")).isEqualTo(new Op.Dropout(0.25));
    assertThat(op("- prelu")).isEqualTo(new Op.PRelu(false));
  }

  @ParameterizedTest
  @CsvSource({
    "sigmoid, SIGMOID, 0, 0",
    "tanh, TANH, 0, 0",
    "relu, RELU, 0, 0",
    "relu6, CLIP, 0, 6",
    "leaky-relu, LEAKY_RELU, 0.01, 0",
    "leaky-relu: 0.2, LEAKY_RELU, 0.2, 0",
    "elu, ELU, 1, 0",
    "swish, SWISH, 1, 0",
    "SiLU, SWISH, 1, 0",
    "gelu, GELU, 0, 0",
    "hard-swish, HARD_SWISH, 0, 0",
    "activation: gelu, GELU, 0, 0"
  })
  void activations(String word, Activation.Kind kind, double alpha, double beta) {
    Op expected = new Op.Activate(new Activation(kind, alpha, beta));
    assertThat(op("- " + word)).isEqualTo(expected);
    if (!word.startsWith("activation")) {
      Net net = net("- conv: {out: 4, activation: {" + word + "}}".replace("{{", "{"));
      assertThat(net.nodes().get(1).op()).isEqualTo(expected);
    }
  }

  /** As TensorFlow pads: the size is divided by the stride and rounded up. */
  @ParameterizedTest
  @CsvSource({
    "32, 3, 1, 1, 32, 1, 1", "32, 3, 2, 1, 16, 0, 1", "33, 3, 2, 1, 17, 1, 1",
    "32, 4, 1, 1, 32, 1, 2", "32, 3, 1, 2, 32, 2, 2", "7, 2, 2, 1, 4, 0, 1"
  })
  void samePadding(int side, int kernel, int stride, int dilation, int out, int top, int bottom) {
    Net net =
        net(
            "- conv: {out: 4, kernel: %d, stride: %d, dilation: %d, padding: same}"
                .formatted(kernel, stride, dilation),
            new Shape(3, side, side),
            10);
    assertThat(net.shapes()).containsEntry("conv1", new Shape(4, out, out));
    assertThat(((Op.Convolution) net.nodes().get(0).op()).window().padding())
        .isEqualTo(new Padding(top, top, bottom, bottom));
  }

  @Test
  void branchesAreJoined() {
    Net net =
        net(
            """
            - conv: {out: 8, padding: same, batch-norm: true, activation: relu, name: start}
            - conv: {out: 8, padding: same, batch-norm: true, activation: relu}
            - conv: {out: 8, padding: same, batch-norm: true}
            - add: start
            - relu
            - conv: {out: 4, kernel: 1, name: left}
            - conv: {out: 4, kernel: 1, from: -2, name: right}
            - concat: [left, right]
            - global-average-pool: {name: squeeze}
            - conv: {out: 8, kernel: 1, activation: sigmoid}
            - multiply: {from: [concat1, previous]}
            """);
    assertThat(inputs(net, "add1")).containsExactly("conv2_bn", "start_relu");
    assertThat(inputs(net, "right")).containsExactly("relu1");
    assertThat(inputs(net, "concat1")).containsExactly("left", "right");
    assertThat(inputs(net, "multiply1")).containsExactly("concat1", "conv3_sigmoid");
    assertThat(net.nodes().stream().map(Node::name))
        .endsWith("multiply1", "global_average_pool1", "features", "logits", "output");
  }

  private static List<String> inputs(Net net, String name) {
    return net.node(name).inputs();
  }

  @Test
  void theEndIsCompleted() {
    assertThat(names(net("- flatten\n- dense: classes")))
        .containsExactly("flatten1", "logits", "output");
    assertThat(names(net("- flatten\n- dense: 10\n- softmax")))
        .containsExactly("flatten1", "logits", "output");
    assertThat(names(net("- conv: 8")))
        .containsExactly("conv1", "global_average_pool1", "features", "logits", "output");
    assertThat(names(net("- dense: {out: 8, activation: sigmoid}")))
        .containsExactly("logits", "logits_sigmoid", "dense1", "output");
    assertThat(names(net("- conv: {out: classes, kernel: 1}\n- global-average-pool\n- softmax")))
        .containsExactly("conv1", "global_average_pool1", "logits", "output");
    assertThat(net("- flatten\n- dense: 7", PICTURE, 0).shapes())
        .containsEntry("output", Shape.vector(7));
  }

  private static List<String> names(Net net) {
    return net.nodes().stream().map(Node::name).toList();
  }

  @Test
  void aWrongNumberOfClassesIsRefused() {
    assertThatThrownBy(() -> net("- flatten\n- dense: 7", PICTURE, 4))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("ends in 7 classes, and 4 are wanted")
        .hasMessageContaining("out: classes");
    assertThatThrownBy(() -> net("- dense: {out: 1, activation: sigmoid}", PICTURE, 4))
        .hasMessageContaining("ends in 2 classes, and 4 are wanted");
    assertThatThrownBy(() -> net("- conv: 8", PICTURE, 0))
        .hasMessageContaining("the number of classes is not known")
        .hasMessageContaining("--classes");
    assertThatThrownBy(
            () -> NetFile.parse("classes: 3\nlayers: [flatten]", "x", "x.yaml").build(PICTURE, 4))
        .hasMessageContaining("for 3 classes, and 4 are wanted");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- conw: 8 | no such layer: conw | line 2 | did you mean 'conv'",
        "- flatten\\n- conv: {out: 8, kernl: 3} | no such setting of conv: kernl | line 3 |"
            + " did you mean 'kernel'",
        "- conv: {out: 8, padding: sam} | no such padding: sam | line 2 | did you mean 'same'",
        "- conv: {out: 8, activation: rely} | no such activation: rely | line 2 | 'relu'",
        "- conv: {kernel: 3} | the layer conv is incomplete: out is missing | line 2 | out:",
        "- conv: {out: 0} | a whole number from 1 was expected: 0 | line 2 | digits",
        "- conv: {out: 8, kernel: [1, 2, 3]} | one or two numbers | line 2 | [height, width]",
        "- flatten\\n- add: lft | no layer of that name before this one: lft | line 3 | input",
        "- flatten\\n- max-pool: 2 | a layer for pictures gets a vector | line 3 | max_pool1",
        "- conv: {out: 8, kernel: 40} | a window of 40x40 does not fit its input: 3x32x32 |"
            + " line 2 | layer 'conv1'",
        "- conv: {out: 8, groups: 2} | 2 groups do not divide the channels: 3 in, 8 out | line 2 |"
            + " conv1",
        "- conv: {out: 8, name: a}\\n- add: input | inputs of different shapes | line 3 | add1",
        "- conv: {out: 8, name: output} | a name that is taken: output | line 2 | own",
        "- dropout: 1.5 | rate: a number from 0.0 to below 1.0 was expected: 1.5 | line 2 | digits",
        "- {conv: 8, dense: 3} | more than one kind for a layer | line 2 | braces",
        "- add | add joins two layers | line 2 | NAME",
        "- flatten: 3 | the layer flatten has no settings | line 2 | - flatten",
        "- conv: {out: 8, out: 9} | not valid YAML | line 2 | correct"
      })
  void errorsNameTheLineAndARemedy(String layers, String problem, String line, String remedy) {
    assertThatThrownBy(() -> net(layers.replace("\\n", "\n")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(problem)
        .hasMessageContaining("own.yaml, " + line)
        .hasMessageContaining(remedy);
  }

  @Test
  void theFilesOwnKeysAreChecked() {
    assertThatThrownBy(() -> NetFile.parse("layer: []", "x", "x.yaml"))
        .hasMessageContaining("no such key: layer")
        .hasMessageContaining("did you mean 'layers'");
    assertThatThrownBy(() -> NetFile.parse("input: large\nlayers: []", "x", "x.yaml"))
        .hasMessageContaining("not a size: large")
        .hasMessageContaining("line 1");
    assertThatThrownBy(() -> net(" []")).hasMessageContaining("a network without layers");
    assertThat(NetFile.parse("input: 40x30\nchannels: 1\nlayers: []", "x", "x").input())
        .isEqualTo(new Shape(1, 30, 40));
    assertThat(NetFile.parse("input: auto\nclasses: auto\nlayers: []", "x", "x").input()).isNull();
  }
}
