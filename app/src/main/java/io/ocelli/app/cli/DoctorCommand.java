package io.ocelli.app.cli;

import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import io.ocelli.model.dl4j.OneDnn;
import io.ocelli.model.home.OcelliHome;
import io.ocelli.model.onnx.Device;
import io.ocelli.model.onnx.Devices;
import io.ocelli.model.onnx.NvidiaSoftware;
import io.ocelli.model.onnx.OnnxLibrary;
import io.ocelli.ops.find.Tesseract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code ocelli doctor}: what is here, what works, and why something does not. */
@Command(
    name = "doctor",
    description = {
      "Versions, native libraries, devices, cameras, memory and folders of this machine; what does"
          + " not work, and why."
    },
    footer = {"", "Examples:", "  ocelli doctor", "  ocelli doctor > doctor.txt"})
final class DoctorCommand extends BaseCommand {
  private static final int KEY_WIDTH = 16;

  private final List<String> problems = new ArrayList<>();

  @Override
  protected int run() {
    section("Ocelli");
    BuildInfo build = BuildInfo.read();
    row("version", build.version() + (build.commit().isEmpty() ? "" : " (" + build.commit() + ")"));
    row("installed in", System.getProperty("ocelli.install", "(started without the launcher)"));
    row("Java", Machine.java());
    row("Java heap", "up to " + Bytes.text(Runtime.getRuntime().maxMemory()));

    section("Machine");
    row("system", Machine.system());
    row("processor", Machine.processor());
    row("features", Machine.processorFeatures());
    row("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
    row("memory", Machine.memory());
    row("cameras", Machine.cameras());

    section("Native libraries");
    check("JavaCPP", () -> Libraries.version("org.bytedeco", "javacpp"));
    check("OpenCV", DoctorCommand::openCv);
    check("Tesseract", DoctorCommand::tesseract);
    check("ONNX Runtime", () -> OnnxLibrary.version() + ", loads");
    check("Deeplearning4j", () -> Libraries.version("org.deeplearning4j", "deeplearning4j-nn"));
    check("oneDNN layers", this::oneDnn);

    section("Devices");
    devices();

    section("Folders");
    Path home = OcelliHome.folder();
    row("home", Folders.describe(home));
    row("models", Folders.describe(home.resolve("models")));
    row("cache", Folders.describe(home.resolve("cache")));
    row("here", Folders.space(Path.of("")));
    row("temporary", Folders.space(Path.of(System.getProperty("java.io.tmpdir", "/tmp"))));

    terminal().out().println();
    if (problems.isEmpty()) {
      terminal().out().println("Everything that is needed works.");
    } else {
      terminal().out().println("What does not work: " + String.join(", ", problems) + ".");
    }
    return ExitCode.DONE;
  }

  private void section(String title) {
    terminal().out().println((title.equals("Ocelli") ? "" : "\n") + title);
  }

  private void row(String key, String value) {
    terminal().out().println("  " + Columns.pad(key, KEY_WIDTH) + Columns.printable(value));
  }

  /** A row whose value has to be found out, which may fail without ending the command. */
  private void check(String key, Callable<String> value) {
    String text;
    try {
      text = value.call();
    } catch (Exception | LinkageError e) {
      problems.add(key);
      text = "does not work: " + reason(e);
      if (terminal().verbose()) {
        e.printStackTrace(terminal().err());
      }
    }
    row(key, text);
  }

  private static String reason(Throwable thrown) {
    Throwable last = thrown;
    while (last.getCause() != null && last.getCause() != last && !empty(last.getCause())) {
      last = last.getCause();
    }
    return last.getClass().getSimpleName()
        + ": "
        + String.valueOf(last.getMessage()).lines().findFirst().orElse("no message");
  }

  /** JavaCPP's words for "I have not looked"; what the system's loader said stands before them. */
  private static boolean empty(Throwable cause) {
    return cause instanceof UnsatisfiedLinkError
        && String.valueOf(cause.getMessage()).startsWith("Could not find ");
  }

  private static String openCv() throws Exception {
    try (Image picture = Image.blank(16, 16, 0, 0, 0)) {
      byte[] bytes = picture.encode(ImageFormat.JPEG);
      return Libraries.version("org.bytedeco", "opencv")
          + ", loads"
          + (bytes.length > 0 ? "" : ", but encodes nothing");
    }
  }

  private static String tesseract() {
    return Tesseract.version()
        + Tesseract.data()
            .map(
                folder ->
                    ", reads %s (%s)"
                        .formatted(String.join(", ", Tesseract.languages(folder)), folder))
            .orElseGet(() -> ", loads, but has no language data: " + Tesseract.howToGet("eng"));
  }

  private String oneDnn() {
    OneDnn.Status status = OneDnn.status();
    if (status.on()) {
      return "on ("
          + status.layers().keySet().stream().sorted().collect(Collectors.joining(", "))
          + ")";
    }
    if (OneDnn.platformHasOneDnn()) {
      problems.add("oneDNN layers");
    }
    return "off: " + status.reason() + "; training is several times slower";
  }

  private void devices() {
    row("providers", String.join(", ", OnnxLibrary.providers()) + " (packaged)");
    row("cpu", "can be used");
    for (Device.Kind kind : Device.Kind.values()) {
      if (kind != Device.Kind.AUTO && kind != Device.Kind.CPU && Devices.packaged(kind)) {
        check(kind.word(), () -> device(new Device(kind, 0)));
      }
    }
    if (!Devices.packaged(Device.Kind.CUDA)) {
      row("cuda", "not packaged (./mvnw -Pgpu package builds an Ocelli with CUDA and TensorRT)");
    }
    List<String> gpus = NvidiaSoftware.gpus();
    row("NVIDIA GPUs", gpus.isEmpty() ? "none: " + Machine.nvidiaDriver() : gpus.get(0));
    gpus.stream().skip(1).forEach(gpu -> row("", gpu));
    for (NvidiaSoftware.Finding finding : NvidiaSoftware.ofThisSystem().all()) {
      row(finding.library().title(), finding.describe());
      if (!finding.remedy().isEmpty() && !gpus.isEmpty()) {
        row("", "to use the GPU: " + finding.remedy());
      }
    }
  }

  private static String device(Device device) {
    return Devices.problem(device)
        .map(problem -> "not used: " + problem.value() + "; try: " + problem.remedy())
        .orElse("can be used");
  }
}
