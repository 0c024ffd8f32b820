package io.ocelli.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.error.OcelliException;
import io.ocelli.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import onnx.Onnx.TensorProto.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuningTest {
  private static final long[] OWN = {};

  @TempDir Path folder;

  private static Tuning run(Path model, long[] shape, List<String> said) {
    return new TuningRun(model, Device.CPU, shape, said::add, 0.01).measure();
  }

  private Path doubling() throws IOException {
    Path file = folder.resolve("double.onnx");
    Files.write(
        file,
        new TinyModel()
            .input("x", DataType.FLOAT, "n", "side")
            .output("y", DataType.FLOAT, "n", "side")
            .node("Add", "y", "x", "x")
            .bytes());
    return file;
  }

  @Test
  void everyArrangementIsMeasuredAndTheBestIsTaken() throws IOException {
    List<String> said = new ArrayList<>();
    Tuning found = run(doubling(), new long[] {1, 5}, said);
    assertThat(found.measured()).isTrue();
    assertThat(found.latency().millis()).isPositive();
    assertThat(found.throughput().perSecond()).isPositive();
    assertThat(found.throughput().batch()).isIn(1, 2, 4, 8);
    assertThat(said)
        .anyMatch(line -> line.startsWith("one answer: 1 thread: "))
        .anyMatch(line -> line.matches("many answers: .* batch 8: [\\d.]+ a second"));
    assertThat(found.latencyOptions(Device.CPU).threads()).isEqualTo(found.latency().threads());
    assertThat(found.throughputOptions(Device.CPU).spinning()).isFalse();
  }

  @Test
  void aFixedBatchIsNotVaried() {
    List<String> said = new ArrayList<>();
    Tuning found = run(TestData.require("models/mnist-opt.onnx"), OWN, said);
    assertThat(found.throughput().batch()).isEqualTo(1);
    assertThat(said).noneMatch(line -> line.contains("batch 2"));
  }

  @Test
  void aFreeSizeHasToBeSaid() throws IOException {
    Path file = doubling();
    assertThatThrownBy(() -> run(file, OWN, new ArrayList<>()))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("x: float32[n,side]");
  }

  @Test
  void whatWasMeasuredIsKeptForThisModelDeviceAndMachine() throws IOException {
    Path model = doubling();
    Path other = folder.resolve("other.onnx");
    Files.write(other, Files.readAllBytes(model));
    byte[] bytes = Files.readAllBytes(other);
    bytes[bytes.length - 1] ^= 1;
    Files.write(other, bytes);
    Path json = folder.resolve("home").resolve("tuning.json");
    TuningFile file = new TuningFile(json);
    assertThat(file.read(model, Device.CPU)).isEmpty();

    Tuning one =
        new Tuning(true, new Tuning.Latency(2, true, 1.5), new Tuning.Throughput(4, 1, 8, 123.25));
    Tuning two =
        new Tuning(true, new Tuning.Latency(1, false, 1.25), new Tuning.Throughput(2, 1, 4, 99.5));
    file.write(model, Device.CPU, one);
    assertThat(file.read(model, Device.CPU)).contains(one);
    assertThat(file.read(other, Device.CPU)).as("same size, other content").isEmpty();
    assertThat(file.read(model, Device.cuda(0))).isEmpty();

    file.write(model, Device.cuda(0), two);
    file.write(model, Device.CPU, two);
    assertThat(file.read(model, Device.CPU)).contains(two);
    assertThat(file.read(model, Device.cuda(0))).contains(two);
    assertThat(Files.readString(json)).doesNotContain("123.25");
    try (var files = Files.list(json.getParent())) {
      assertThat(files).containsExactly(json);
    }

    Files.writeString(json, Files.readString(json).replace("\"cores\" : ", "\"cores\" : 9"));
    assertThat(file.read(model, Device.CPU)).as("another number of cores").isEmpty();
  }

  @Test
  void aDamagedFileCountsAsNothingMeasured() throws IOException {
    Path model = doubling();
    Path json = folder.resolve("tuning.json");
    TuningFile file = new TuningFile(json);
    file.write(model, Device.CPU, Tuning.usual());
    Files.writeString(json, Files.readString(json).replace("\"threads\"", "\"thread\""));
    assertThat(file.read(model, Device.CPU)).isEmpty();
    for (String text : List.of("", "{", "[]", "{\"tunings\":3}")) {
      Files.writeString(json, text);
      assertThat(file.read(model, Device.CPU)).isEmpty();
    }
    file.write(model, Device.CPU, Tuning.usual());
    assertThat(file.read(model, Device.CPU)).isPresent();
    assertThat(file.read(folder.resolve("absent.onnx"), Device.CPU)).isEmpty();
  }

  @Test
  void withoutAMeasurementEveryCoreIsUsed() throws IOException {
    Tuning usual = Tuning.of(doubling());
    assertThat(usual.measured()).isFalse();
    assertThat(usual.throughput().workers()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(usual.throughputOptions(Device.CPU))
        .isEqualTo(OnnxOptions.SHARED.withDevice(Device.CPU));
    assertThat(usual.latencyOptions(Device.AUTO)).isEqualTo(OnnxOptions.DEFAULT);
  }
}
