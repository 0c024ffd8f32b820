package io.ocelli.model.onnx;

import static onnx.Onnx.TensorProto.DataType;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ocelli.error.OcelliException;
import io.ocelli.testing.TestData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import onnx.Onnx.ModelProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Inputs and outputs of every type, several of them, free sides, and tensors inside the graph. */
class TypedRunTest {
  private static final OnnxOptions CPU = OnnxOptions.SHARED.withDevice(Device.CPU);

  private static OnnxModel open(TinyModel model) {
    return OnnxModel.open(model.bytes(), "tiny", CPU);
  }

  private static ByteBuffer memory(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  private static FloatBuffer floats(float... values) {
    FloatBuffer buffer = memory(4 * values.length).asFloatBuffer();
    buffer.put(values).flip();
    return buffer;
  }

  private static float[] run(OnnxModel model, TensorInput... inputs) {
    try (OnnxModel.Binding binding = model.bind(List.of(inputs), List.of())) {
      return binding.run().get(0).values();
    }
  }

  /** The type in ONNX's numbering, and the bytes of two values of it. */
  static Stream<Arguments> types() {
    return Stream.of(
        arguments(DataType.FLOAT, 1.5f, -2f, memory(8).putFloat(1.5f).putFloat(-2f)),
        arguments(
            DataType.FLOAT16,
            1.5f,
            -2f,
            memory(4).putShort((short) 0x3e00).putShort((short) 0xc000)),
        arguments(
            DataType.BFLOAT16,
            1.5f,
            -2f,
            memory(4).putShort((short) 0x3fc0).putShort((short) 0xc000)),
        arguments(DataType.DOUBLE, 1.5f, -2f, memory(16).putDouble(1.5).putDouble(-2)),
        arguments(DataType.UINT8, 3f, 200f, memory(2).put((byte) 3).put((byte) 200)),
        arguments(DataType.INT8, 3f, -100f, memory(2).put((byte) 3).put((byte) -100)),
        arguments(DataType.INT16, 3f, -300f, memory(4).putShort((short) 3).putShort((short) -300)),
        arguments(DataType.INT32, 7f, -70000f, memory(8).putInt(7).putInt(-70000)),
        arguments(DataType.INT64, 7f, -1e9f, memory(16).putLong(7).putLong(-1_000_000_000)),
        arguments(DataType.BOOL, 1f, 0f, memory(2).put((byte) 1).put((byte) 0)));
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyTypeGoesInAndComesOut(DataType type, float first, float second, ByteBuffer bytes) {
    TinyModel tiny =
        new TinyModel().input("x", type, "n").output("y", type, "n").node("Identity", "y", "x");
    try (OnnxModel model = open(tiny)) {
      ElementType element = model.inputs().get(0).elementType();
      assertThat(element.bytes() * 2).isEqualTo(bytes.flip().remaining());
      assertThat(run(model, TensorInput.of("x", element, bytes, 2))).containsExactly(first, second);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"UINT16", "UINT32", "UINT64"})
  void unsignedAnswersKeepTheirSign(DataType type) {
    TinyModel tiny =
        new TinyModel()
            .input("x", DataType.FLOAT, 2)
            .output("y", type, 2)
            .cast("i", DataType.INT64, "x")
            .cast("y", type, "i");
    try (OnnxModel model = open(tiny)) {
      assertThat(run(model, TensorInput.of("x", floats(3, 60000), 2))).containsExactly(3, 60000);
      assertThat(model.outputs().get(0).type()).isEqualTo(type.name().toLowerCase(Locale.ROOT));
    }
    TinyModel asking =
        new TinyModel().input("x", type, 2).output("y", type, 2).node("Identity", "y", "x");
    try (OnnxModel model = open(asking)) {
      assertThatThrownBy(() -> model.bind(List.of(TensorInput.of("x", floats(1, 2), 2)), List.of()))
          .isInstanceOf(OcelliException.class)
          .hasMessageContaining("cannot be given from a buffer")
          .hasMessageContaining("uint");
    }
  }

  @Test
  void aBufferIsReadAgainAtEachRunFromItsPositionOn() {
    TinyModel tiny =
        new TinyModel()
            .input("x", DataType.FLOAT, "n")
            .output("y", DataType.FLOAT, "n")
            .node("Neg", "y", "x");
    FloatBuffer values = floats(9, 9, 1, 2, 9);
    values.position(2);
    try (OnnxModel model = open(tiny);
        OnnxModel.Binding binding =
            model.bind(List.of(TensorInput.of("x", values, 2)), List.of())) {
      values.position(0);
      assertThat(binding.run().get(0).values()).containsExactly(-1, -2);
      values.put(3, 5);
      assertThat(binding.run().get(0).values()).containsExactly(-1, -5);
      binding.close();
      assertThatThrownBy(binding::run).isInstanceOf(IllegalStateException.class);
    }
  }

  private static TinyModel two() {
    return new TinyModel()
        .input("left", DataType.FLOAT, "batch", 2)
        .input("right", DataType.INT32, "batch", 2)
        .output("sum", DataType.FLOAT, "batch", 2)
        .output("whole", DataType.INT64, "batch", 2)
        .cast("r", DataType.FLOAT, "right")
        .node("Add", "sum", "left", "r")
        .cast("whole", DataType.INT64, "sum");
  }

  @Test
  void severalInputsAndOutputs() {
    var ints = memory(16).asIntBuffer().put(new int[] {10, 20, 30, 40}).flip();
    try (OnnxModel model = open(two());
        OnnxModel.Binding both =
            model.bind(
                List.of(
                    TensorInput.of("right", ints, 2, 2),
                    TensorInput.of("left", floats(1.5f, 2, 3, 4), 2, 2)),
                List.of("whole", "sum"))) {
      List<FloatTensor> answers = both.run();
      assertThat(answers).extracting(FloatTensor::name).containsExactly("whole", "sum");
      assertThat(answers.get(0).values()).containsExactly(11, 22, 33, 44);
      assertThat(answers.get(1).values()).containsExactly(11.5f, 22, 33, 44);
      assertThat(answers.get(1).shape()).containsExactly(2L, 2L);
      assertThatThrownBy(model::imageInput).hasMessageContaining("left: float32[batch,2]");
    }
  }

  static Stream<Arguments> misfits() {
    var ints = memory(16).asIntBuffer();
    TensorInput left = TensorInput.of("left", floats(1, 2), 1, 2);
    TensorInput right = TensorInput.of("right", ints, 1, 2);
    return Stream.of(
        arguments(List.of(left), "not given: right: int32[batch,2]"),
        arguments(List.of(left, TensorInput.of("rigth", ints, 1, 2)), "did you mean 'right'?"),
        arguments(List.of(left, left), "given twice: left"),
        arguments(
            List.of(left, TensorInput.of("right", floats(1, 2), 1, 2)),
            "float32 for right: int32[batch,2]"),
        arguments(
            List.of(TensorInput.of("left", floats(1, 2, 3), 1, 3), right),
            "give 2 sides: any batch x 2"),
        arguments(
            List.of(TensorInput.of("left", floats(1, 2), 2), right), "give 2 sides: any batch x 2"),
        arguments(
            List.of(TensorInput.of("left", floats(1, 2, 3), 2, 2), right),
            "3 floats for 2x2 (left: float32[2,2])"),
        arguments(
            List.of(left, TensorInput.of("right", ints, 2, 2)),
            "batch is 1 in left and 2 in right"));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void whatDoesNotFitIsSaidWithTheInputAndWhatItTakes(List<TensorInput> given, String expected) {
    try (OnnxModel model = open(two())) {
      assertThatThrownBy(() -> model.bind(given, List.of()))
          .isInstanceOf(OcelliException.class)
          .hasMessageContaining(expected)
          .hasMessageContaining("tiny");
    }
  }

  @Test
  void buffersThatWouldBeCopiedAreRefused() {
    assertThatThrownBy(() -> TensorInput.of("x", FloatBuffer.allocate(2), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("direct");
    FloatBuffer swapped =
        ByteBuffer.allocateDirect(8)
            .order(
                ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
                    ? ByteOrder.LITTLE_ENDIAN
                    : ByteOrder.BIG_ENDIAN)
            .asFloatBuffer();
    assertThatThrownBy(() -> TensorInput.of("x", swapped, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void picturesAsBytes() {
    TinyModel tiny =
        new TinyModel()
            .input("picture", DataType.UINT8, "n", 2, 2, 3)
            .output("y", DataType.FLOAT, "n", 2, 2, 3)
            .cast("y", DataType.FLOAT, "picture");
    try (OnnxModel model = open(tiny)) {
      assertThat(model.imageInput().elementType()).isEqualTo(ElementType.UINT8);
      assertThatThrownBy(() -> model.run(floats(new float[12]), 1))
          .isInstanceOf(OcelliException.class)
          .hasMessageContaining("float32 for picture: uint8[n,2,2,3]");
    }
  }

  @Test
  void answersThatAreNoNumbersAreLeftOutUnlessAskedFor() {
    TinyModel tiny =
        new TinyModel()
            .input("x", DataType.FLOAT, 2)
            .sequence("list", "x")
            .output("y", DataType.FLOAT, 2)
            .node("Neg", "y", "x");
    TensorInput input = TensorInput.of("x", floats(1, 2), 2);
    try (OnnxModel model = open(tiny)) {
      try (OnnxModel.Binding all = model.bind(List.of(input), List.of())) {
        assertThat(all.run()).extracting(FloatTensor::name).containsExactly("y");
      }
      try (OnnxModel.Binding asked = model.bind(List.of(input), List.of("list"))) {
        assertThatThrownBy(asked::run)
            .isInstanceOf(OcelliException.class)
            .hasMessageContaining("no tensor of numbers: list");
      }
    }
  }

  @Test
  void weightsAmongTheInputsAreNotAskedFor() {
    TinyModel tiny =
        new TinyModel()
            .input("x", DataType.FLOAT, 2)
            .listedWeight("w", 3)
            .output("y", DataType.FLOAT, 2)
            .node("Mul", "y", "x", "w");
    try (OnnxModel model = open(tiny)) {
      assertThat(model.inputs()).extracting(TensorSpec::name).containsExactly("x");
      assertThat(run(model, TensorInput.of("x", floats(1, 2), 2))).containsExactly(3, 6);
    }
    try (OnnxModel faces = OnnxModel.open(TestData.require("models/ultraface-RFB-320.onnx"), CPU)) {
      assertThat(faces.imageInput().shape()).containsExactly(1L, 3L, 240L, 320L);
    }
  }

  @Test
  void tensorsInsideTheGraphOnRequest() {
    var file = TestData.require("models/mnist-opt.onnx");
    FloatBuffer digit = OnnxModelTest.noise(784);
    try (OnnxModel plain = OnnxModel.open(file, CPU);
        OnnxModel model = OnnxModel.open(file, CPU, innerNames(file, 2))) {
      assertThat(model.outputs()).hasSize(plain.outputs().size() + 2);
      assertThat(model.innerOutputs()).hasSize(2);
      List<FloatTensor> answers = model.runAll(digit, 1, model.innerOutputs());
      assertThat(answers).hasSize(2).allSatisfy(a -> assertThat(a.values()).isNotEmpty());
      assertThat(model.run(digit, 1)).containsExactly(plain.run(digit, 1));
    }
  }

  /** Names of tensors in the middle of a graph. */
  private static List<String> innerNames(Path file, int count) {
    try {
      var graph = ModelProto.parseFrom(Files.readAllBytes(file)).getGraph();
      List<String> names = new ArrayList<>();
      graph.getNodeList().forEach(node -> names.add(node.getOutput(0)));
      return names.subList(names.size() / 2, names.size() / 2 + count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anInnerTensorIsFoundByItsNodeAndAWrongNameSuggestsNearOnes() throws Exception {
    var file = Files.createTempFile("tiny", ".onnx");
    Files.write(
        file,
        new TinyModel()
            .input("x", DataType.FLOAT, "n")
            .output("y", DataType.FLOAT, "n")
            .node("Neg", "middle", "x")
            .node("Abs", "y", "middle")
            .bytes());
    try (OnnxModel model = OnnxModel.open(file, CPU, List.of("Neg_middle"))) {
      assertThat(model.innerOutputs()).containsExactly("middle");
      try (OnnxModel.Binding binding =
          model.bind(List.of(TensorInput.of("x", floats(1, -2), 2)), List.of("middle", "y"))) {
        List<FloatTensor> answers = binding.run();
        assertThat(answers.get(0).values()).containsExactly(-1, 2);
        assertThat(answers.get(1).values()).containsExactly(1, 2);
      }
      assertThatThrownBy(() -> OnnxModel.open(file, CPU, List.of("midle")))
          .isInstanceOf(OcelliException.class)
          .hasMessageContaining("midle")
          .hasMessageContaining("did you mean 'middle'?");
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void manyThreadsOnOneSessionGetTheirOwnAnswers() throws Exception {
    var file = TestData.require("models/mobilenetv2-12-qdq.onnx");
    int size = 3 * 224 * 224;
    FloatBuffer four = OnnxModelTest.noise(4 * size);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (OnnxModel model = OnnxModel.open(file, CPU)) {
      Function<Integer, float[]> alone =
          i -> {
            FloatBuffer own = four.slice(i * size, size);
            return model.run(own, 1);
          };
      List<float[]> expected = Stream.of(0, 1, 2, 3).map(alone).toList();
      List<Future<Boolean>> all = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        int picture = thread % 4;
        all.add(
            threads.submit(
                () -> {
                  try (OnnxModel.Binding binding =
                      model.bind(four.slice(picture * size, size), List.of(), 1, 3, 224, 224)) {
                    boolean same = true;
                    for (int i = 0; i < 10; i++) {
                      same &= Arrays.equals(binding.run().get(0).values(), expected.get(picture));
                    }
                    return same;
                  }
                }));
      }
      for (Future<Boolean> same : all) {
        assertThat(same.get()).isTrue();
      }
    } finally {
      threads.shutdown();
    }
  }
}
