package io.ocelli.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DevicesTest {
  @TempDir Path folder;

  @Test
  void devicesAreReadAsWritten() {
    assertThat(Device.parse("auto")).isEqualTo(Device.AUTO);
    assertThat(Device.parse("CPU")).isEqualTo(Device.CPU).hasToString("cpu");
    assertThat(Device.parse("cuda")).isEqualTo(Device.cuda(0)).hasToString("cuda:0");
    assertThat(Device.parse(" cuda:2 ")).isEqualTo(Device.cuda(2)).hasToString("cuda:2");
    assertThat(Device.parse("tensorrt:1")).isEqualTo(new Device(Device.Kind.TENSORRT, 1));
    assertThat(Device.parse("coreml")).hasToString("coreml");
  }

  @ParameterizedTest
  @CsvSource({
    "cudo, did you mean 'cuda'",
    "gpu, write cuda",
    "1, write cuda:1",
    "trt, write tensorrt",
    "mps, write coreml",
    "openvin, did you mean 'openvino'",
    "cpu:1, write cpu",
    "cuda:-1, did you mean 'cuda'"
  })
  void anUnknownDeviceSuggestsNearOnes(String text, String expected) {
    assertThatThrownBy(() -> Device.parse(text))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(text)
        .hasMessageContaining("--device")
        .hasMessageContaining(expected);
  }

  @ParameterizedTest
  @EnumSource(
      value = Device.Kind.class,
      names = {"AUTO", "CPU"},
      mode = EnumSource.Mode.EXCLUDE)
  void aDeviceThatIsAskedForIsUsedOrRefused(Device.Kind kind) {
    Path file = TestData.require("models/mnist-opt.onnx");
    OnnxOptions options = OnnxOptions.SHARED.withDevice(new Device(kind, 0));
    if (Devices.problem(new Device(kind, 0)).isEmpty()) {
      try (OnnxModel model = OnnxModel.open(file, options)) {
        assertThat(model.provider().device().kind()).isEqualTo(kind);
        assertThat(model.placement().nodesOn(Providers.provider(kind).getName())).isPositive();
      }
      return;
    }
    assertThatThrownBy(() -> OnnxModel.open(file, options))
        .isInstanceOf(OcelliException.class)
        .isNotInstanceOf(UsageException.class)
        .hasMessageContaining(Providers.title(kind) + " cannot be used")
        .hasMessageContaining(kind.word())
        .hasMessageContaining("--device cpu");
  }

  @Test
  void autoSaysWhyItIsTheCpu() {
    boolean cuda = Devices.problem(Device.cuda(0)).isEmpty();
    OnnxModel.Provider chosen = Devices.resolve(Device.AUTO);
    assertThat(chosen.device()).isEqualTo(cuda ? Device.cuda(0) : Device.CPU);
    assertThat(chosen.remark().isEmpty()).isEqualTo(cuda);
  }

  @Test
  void librariesAreFoundByTheirVersions() throws IOException {
    Path system = Files.createDirectories(folder.resolve("lib"));
    Path apart = Files.createDirectories(folder.resolve("cuda-12.4"));
    Files.createFile(system.resolve("libcudart.so"));
    Files.createFile(system.resolve("libcudart.so.13"));
    Files.createFile(system.resolve("libcudnn_ops.so.9"));
    Files.createFile(system.resolve("libcuda.so.1"));
    Files.createFile(apart.resolve("libcublasLt.so.12"));
    NvidiaSoftware software = new NvidiaSoftware(false, List.of(system), List.of(apart));

    NvidiaSoftware.Finding runtime = software.find(NvidiaLibrary.CUDA);
    assertThat(runtime.loadable()).isEmpty();
    assertThat(runtime.describe())
        .isEqualTo("libcudart.so.12 (CUDA runtime; found libcudart.so.13 in " + system + ")");
    assertThat(runtime.remedy()).contains("install CUDA 12");

    assertThat(software.find(NvidiaLibrary.CUDNN).describe())
        .isEqualTo("libcudnn.so.9 (cuDNN; not found)");
    assertThat(software.find(NvidiaLibrary.CUBLAS).remedy())
        .isEqualTo("put " + apart + " on LD_LIBRARY_PATH (PATH on Windows)");
    assertThat(software.find(NvidiaLibrary.DRIVER).loadable()).isPresent();
    assertThat(software.missing(Device.Kind.CUDA))
        .extracting(NvidiaSoftware.Finding::library)
        .containsExactly(
            NvidiaLibrary.CUDA, NvidiaLibrary.CUBLAS, NvidiaLibrary.CURAND, NvidiaLibrary.CUDNN);
    assertThat(software.missing(Device.Kind.TENSORRT))
        .extracting(NvidiaSoftware.Finding::library)
        .contains(NvidiaLibrary.TENSORRT);
  }

  @Test
  void librariesOfWindowsHaveTheirOwnNames() throws IOException {
    Files.createFile(folder.resolve("cudart64_110.dll"));
    Files.createFile(folder.resolve("cudnn64_9.dll"));
    NvidiaSoftware software = new NvidiaSoftware(true, List.of(folder), List.of());
    assertThat(software.find(NvidiaLibrary.CUDNN).loadable()).isPresent();
    assertThat(software.find(NvidiaLibrary.CUDA).describe())
        .isEqualTo("cudart64_12.dll (CUDA runtime; found cudart64_110.dll in " + folder + ")");
  }

  @Test
  void theLibraryThatCouldNotBeLoadedIsNamed() {
    String message =
        "Failed to load library libonnxruntime_providers_cuda.so with error:"
            + " libcublasLt.so.12: cannot open shared object file: No such file or directory";
    assertThat(Providers.library(message)).isEqualTo("libcublasLt.so.12");
    OcelliException error = Providers.unusable(Device.cuda(3), new IllegalStateException(message));
    assertThat(error.value()).startsWith("cuda:3: libcublasLt.so.12 cannot be loaded");
    assertThat(Providers.library("CUDA failure 100: no CUDA-capable device is detected")).isEmpty();
  }

  @Test
  void aProfileTellsWhereTheNodesRan() throws IOException {
    Path profile = folder.resolve("run.json");
    Files.writeString(
        profile,
        """
        [{"cat":"Session","name":"model_run","args":{}},
         {"cat":"Node","name":"conv1_fence_before","args":{"op_name":"Conv"}},
         {"cat":"Node","name":"conv1_kernel_time",
          "args":{"op_name":"Conv","provider":"CUDAExecutionProvider","node_index":"0"}},
         {"cat":"Node","name":"conv1_kernel_time",
          "args":{"op_name":"Conv","provider":"CUDAExecutionProvider","node_index":"0"}},
         {"cat":"Node","name":"nms_kernel_time",
          "args":{"op_name":"NonMaxSuppression","provider":"CPUExecutionProvider","node_index":"1"}}]
        """);
    Placement placement = Placement.read(profile);
    assertThat(placement.nodes())
        .isEqualTo(Map.of("CUDAExecutionProvider", 1, "CPUExecutionProvider", 1));
    assertThat(placement.onCpu()).containsExactly("NonMaxSuppression nms");
    assertThat(placement).hasToString("2 nodes: 1 on CPU, 1 on CUDA");
    SessionSetup.requireUse(Device.cuda(0), placement);
  }

  @Test
  void allOnTheCpuIsNotWhatWasAskedFor() {
    Placement fallen = new Placement(Map.of("CPUExecutionProvider", 7), List.of());
    assertThatThrownBy(() -> SessionSetup.requireUse(Device.cuda(0), fallen))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("CUDA cannot be used")
        .hasMessageContaining("every node on the CPU");
  }

  /** The reading back itself, with the one provider that is everywhere. */
  @Test
  void theSessionIsAskedAndTheProfileIsRemoved() throws Exception {
    Path file = TestData.require("models/mobilenetv2-12-qdq.onnx");
    Path profiles;
    try (SessionSetup setup = new SessionSetup(OnnxOptions.SHARED, Device.CPU, true);
        OnnxModel same = OnnxModel.open(file, OnnxOptions.SHARED.withDevice(Device.CPU));
        var session = OnnxLibrary.environment().createSession(file.toString(), setup.options())) {
      Placement placement = setup.readBack(session, same.inputs(), OnnxLibrary.environment());
      assertThat(placement.nodesOn("CPUExecutionProvider")).isGreaterThan(20);
      assertThat(placement.onCpu()).hasSize(placement.total()).anyMatch(n -> n.contains("Conv"));
      profiles = setup.profiles();
      assertThat(profiles).isDirectory();
    }
    assertThat(profiles).doesNotExist();
  }
}
