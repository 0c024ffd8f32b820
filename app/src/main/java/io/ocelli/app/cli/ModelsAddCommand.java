package io.ocelli.app.cli;

import io.ocelli.error.NearNames;
import io.ocelli.error.UsageException;
import io.ocelli.image.Preprocess;
import io.ocelli.model.Task;
import io.ocelli.model.zoo.InputPreset;
import io.ocelli.model.zoo.Labels;
import io.ocelli.model.zoo.ModelAddition;
import io.ocelli.model.zoo.ModelStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ocelli models add}: puts an {@code .onnx} file into the store and describes it. */
@Command(
    name = "add",
    description = {
      "Copy an .onnx file into the store and say once how it wants its pictures. What is not said"
          + " is taken from the model itself or assumed, and told; then the model is run once."
          + " --name is its name there."
    },
    footer = {
      "",
      "Examples:",
      "  ocelli models add runs/classify/train/weights/best.onnx --name leaves",
      "  ocelli models add mobilenet.onnx --labels imagenet.txt --preset imagenet",
      "  ocelli models add yolox_nano.onnx --labels coco80.txt",
      "  ocelli models add own.onnx --labels names.txt --resize stretch --scale 0.00392157"
    })
final class ModelsAddCommand extends BaseCommand {
  @Parameters(index = "0", paramLabel = "FILE", description = "The .onnx file.")
  private Path file = Path.of("");

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "Class names, one a line, UTF-8; line 1 is index 0.",
      order = 1)
  private @Nullable Path labels;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = {
        "How it wants its pictures. Classifiers: imagenet (crop, 0..1, ImageNet mean and std),"
            + " imagenet-stretch, keras-tf (-1..1), keras-caffe, ultralytics-classify, unit (0..1)"
            + " or none (0..255). Detectors, by family: yolox, ultralytics (v8, v9, v10, 11, 12,"
            + " 26), yolov2, yolov3, yolov5, yolov6, yolov7, fastestdet, yolo-fastestv2, nanodet,"
            + " ssd, retinanet, faster-rcnn, detr, rt-detr, ultraface, yunet. The numbers below go"
            + " before it."
      },
      order = 2)
  private @Nullable String preset;

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description = "classify, detect or embed; default: what the model looks like.",
      order = 3)
  private @Nullable String task;

  @Option(
      names = "--width",
      paramLabel = "PIXELS",
      description = "Of the input; default: what the model fixes.",
      order = 4)
  private @Nullable Integer width;

  @Option(
      names = "--height",
      paramLabel = "PIXELS",
      description = "Of the input; default: what the model fixes.",
      order = 5)
  private @Nullable Integer height;

  @Option(
      names = "--layout",
      paramLabel = "LAYOUT",
      description = "Order of the input's sides: nchw or nhwc; default: what they look like.",
      order = 6)
  private Preprocess.@Nullable Layout layout;

  @Option(
      names = "--color",
      paramLabel = "ORDER",
      description = "Order of the channels: rgb, bgr or gray.",
      order = 7)
  private Preprocess.@Nullable ColorOrder color;

  @Option(
      names = "--resize",
      paramLabel = "RULE",
      description = "stretch, crop, letterbox or letterbox_top_left.",
      order = 8)
  private Preprocess.@Nullable Resize resize;

  @Option(
      names = "--fill",
      paramLabel = "GRAY",
      description = "Gray of a letterbox's border, 0 to 255.",
      order = 9)
  private @Nullable Integer fill;

  @Option(
      names = "--scale",
      paramLabel = "X",
      description = "A pixel of 0..255 becomes (pixel * scale - mean) / std.",
      order = 10)
  private @Nullable Double scale;

  @Option(
      names = "--mean",
      paramLabel = "X",
      split = ",",
      description = "A value for each channel, with commas.",
      order = 11)
  private @Nullable List<Double> mean;

  @Option(
      names = "--std",
      paramLabel = "X",
      split = ",",
      description = "A value for each channel, with commas.",
      order = 12)
  private @Nullable List<Double> std;

  @Option(names = "--replace", description = "Replace a model of the same name.", order = 13)
  private boolean replace;

  @Override
  protected int run() {
    ModelAddition addition =
        ModelAddition.of(file)
            .withName(common.name)
            .withTask(task == null ? null : task(task))
            .withLabels(labels == null ? null : Labels.read(labels))
            .withPreset(preset == null ? null : InputPreset.parse(preset))
            .withSize(width, height)
            .withLayout(layout)
            .withPictures(color, resize)
            .withFill(fill)
            .withNumbers(scale, mean, std)
            .withReplace(replace);
    ModelStore.Added added = ModelStore.open().add(addition);
    added.assumptions().forEach(assumption -> terminal().remark(assumption));
    terminal().out().println(added.model().name());
    terminal()
        .remark(
            "use it with -m "
                + word(added.model().name())
                + "; it lies in "
                + added.model().file());
    return ExitCode.DONE;
  }

  private static String word(String name) {
    return name.indexOf(' ') < 0 ? name : "'" + name + "'";
  }

  private static Task task(String key) {
    for (Task known : Task.values()) {
      if (known.key().equals(key.toLowerCase(Locale.ROOT))) {
        return known;
      }
    }
    List<String> keys = java.util.Arrays.stream(Task.values()).map(Task::key).toList();
    throw new UsageException("no such task", key, "--task", NearNames.remedy(key, keys));
  }
}
