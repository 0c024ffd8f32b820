package io.ocelli.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.augment.Augmentation;
import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.Sample;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.load.LoaderOptions;
import io.ocelli.error.OcelliException;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import io.ocelli.model.Classifier;
import io.ocelli.model.convert.OnnxWriter;
import io.ocelli.model.net.Initializer;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.NetBuilder;
import io.ocelli.model.net.NewHead;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.ParameterSpec;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.Window;
import io.ocelli.model.net.catalog.Nets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FineTuningTest {
  private static final int SIDE = 32;
  private static final TrainOptions OPTIONS =
      TrainOptions.finetune()
          .withEpochs(5)
          .withBatch(8)
          .withOptimizer(new Optimizer(Optimizer.Rule.ADAMW, 3e-3, 1e-2, 1))
          .withLoss(0.1, true)
          .withAverage(0.9)
          .withSeed(5);

  @TempDir Path dir;

  /** Plain pictures, three classes by their strongest colour, of unlike numbers of pictures. */
  private static ClassDataset colours() {
    List<Sample> train = new ArrayList<>();
    List<Sample> val = new ArrayList<>();
    for (int label = 0; label < 3; label++) {
      for (int i = 0; i < 24 - 6 * label; i++) {
        (i % 4 == 3 ? val : train).add(picture(label, i));
      }
    }
    return new ClassDataset(
        "colours", List.of("a", "b", "c"), Map.of(Split.TRAIN, train, Split.VAL, val), true);
  }

  private static Sample picture(int label, int index) {
    Random random = new Random(100L * label + index);
    int[] bgr = new int[3];
    for (int channel = 0; channel < 3; channel++) {
      bgr[channel] = random.nextInt(150) + (channel == label ? 105 : 0);
    }
    try (Image image = Image.blank(40, 40, bgr[0], bgr[1], bgr[2])) {
      String name = label + "-" + index + ".png";
      return new Sample(ByteSource.of(name, image.encode(ImageFormat.PNG)), label);
    }
  }

  /** A network with batch normalisation and a residual sum, for ten other classes. */
  private static Net small() {
    NetBuilder net = NetBuilder.of("small", new Shape(3, SIDE, SIDE));
    net.conv("conv1", 8, Window.of(3, 2, 1), false).batchNorm("bn1").relu("relu1");
    String start = net.last();
    net.conv("conv2", 8, Window.of(3, 1, 1), false).batchNorm("bn2");
    net.add("sum", net.last(), start).relu("relu2");
    net.conv("conv3", 16, Window.of(3, 2, 1), false).batchNorm("bn3").relu("relu3");
    return net.globalAverage("pool").head(10).build();
  }

  private FineTuning.Pretrained pretrained(Net net, int side) throws IOException {
    Path file = dir.resolve(net.name() + ".onnx");
    if (!Files.exists(file)) {
      Files.write(
          file,
          OnnxWriter.write(net, Initializer.of(3).parameters(net), OnnxWriter.Options.DEFAULT));
    }
    return FineTuning.Pretrained.read(file, side, side);
  }

  private FineTuning.Setup setup(Unfreezing unfreezing, int... sides) throws IOException {
    List<Shape> shapes = new ArrayList<>();
    for (int side : sides) {
      shapes.add(new Shape(3, side, side));
    }
    return new FineTuning.Setup(pretrained(small(), SIDE), shapes, unfreezing, 1, 1e-2, 0.7, false);
  }

  private Trained train(
      ClassDataset data, FineTuning.Setup setup, TrainOptions options, String name, int stopAfter) {
    int[] steps = {0};
    Callback count =
        new Callback() {
          @Override
          public void onTrainBatchEnd(BatchEnd batch) {
            steps[0]++;
          }
        };
    Path weights = dir.resolve(name);
    TrainingPlan plan =
        new TrainingPlan(
            data,
            options,
            LoaderOptions.DEFAULT.withAugmentation(Augmentation.parse("hflip p=0.5 | mixup p=0.3")),
            weights,
            Files.exists(weights.resolve("last.zip")),
            Map.of("ocelli", "test"),
            List.of(count),
            () -> steps[0] >= stopAfter);
    return FineTuning.train(plan, setup);
  }

  private static List<String> figures(Trained trained) {
    return trained.ending().state().history().stream()
        .map(
            e ->
                e.trainLoss() + " " + e.trainAccuracy() + " " + e.valLoss() + " " + e.valAccuracy())
        .toList();
  }

  @Test
  void learnsAndLeavesOneFile() throws IOException {
    ClassDataset data = colours();
    FineTuning.Setup setup = setup(new Unfreezing.All(), SIDE);
    TrainOptions longer =
        OPTIONS.withEpochs(25).withOptimizer(Optimizer.adamW(1e-2, 1e-2)).withLoss(0, false);
    Trained trained = train(data, setup, longer, "run", Integer.MAX_VALUE);
    assertThat(trained.ending().state().best().valAccuracy()).isGreaterThan(0.7);
    assertThat(trained.parity().pictures()).isPositive();
    try (Classifier classifier = Classifier.open(trained.onnx())) {
      assertThat(classifier.labels()).containsExactly("a", "b", "c");
      assertThat(classifier.card().input().width()).isEqualTo(SIDE);
      assertThat(classifier.card().provenance())
          .containsEntry("mode", "finetune")
          .containsEntry("backbone", "small.onnx");
    }
    CheckpointExport.Exported again = CheckpointExport.of(dir.resolve("run/best.zip"));
    assertThat(again.classes()).isEqualTo(3);
    // What was trained can be trained on.
    FineTuning.Setup more =
        new FineTuning.Setup(
            FineTuning.Pretrained.read(trained.onnx(), 0, 0),
            List.of(new Shape(3, SIDE, SIDE)),
            new Unfreezing.All(),
            0,
            1e-2,
            1,
            true);
    assertThat(more.pretrained().described()).isTrue();
    assertThat(train(data, more, OPTIONS.withEpochs(1), "more", Integer.MAX_VALUE).onnx())
        .isRegularFile();
  }

  @Test
  void stoppedAnywhereAndContinuedItGivesTheSameNumbers() throws IOException {
    ClassDataset data = colours();
    FineTuning.Setup setup = setup(new Unfreezing.Gradual(), 24, SIDE);
    List<String> whole = figures(train(data, setup, OPTIONS, "whole", Integer.MAX_VALUE));
    assertThat(whole).hasSize(5);
    assertThat(figures(train(data, setup, OPTIONS, "same", Integer.MAX_VALUE))).isEqualTo(whole);
    // 41 training pictures, 8 in a step: 5 steps an epoch; within epochs and at their ends.
    for (int stop : new int[] {3, 5, 11, 15, 18}) {
      String name = "stopped-" + stop;
      Trained first = train(data, setup, OPTIONS, name, stop);
      assertThat(first.ending().stopped()).isTrue();
      Trained rest = train(data, setup, OPTIONS, name, Integer.MAX_VALUE);
      assertThat(figures(rest)).as("stopped after step " + stop).isEqualTo(whole);
    }
  }

  @Test
  void whatIsFrozenStaysAsItWasRead() throws IOException {
    FineTuning.Setup setup = setup(new Unfreezing.Last(2), SIDE);
    train(colours(), setup, OPTIONS.withEpochs(3), "run", Integer.MAX_VALUE);
    SavedNet saved = SavedNet.read(dir.resolve("run/last.zip")).orElseThrow();
    Set<String> changed = new TreeSet<>();
    for (ParameterSpec spec : ParameterSpec.of(setup.pretrained().net())) {
      float[] before = setup.pretrained().parameters().get(spec.node(), spec.name()).values();
      if (saved.parameters().has(spec.node(), spec.name())
          && !Arrays.equals(before, saved.parameters().get(spec.node(), spec.name()).values())) {
        changed.add(spec.node());
      }
    }
    // The file keeps batch normalisation apart, so its last two layers are these.
    List<String> norms =
        setup.pretrained().net().nodes().stream()
            .filter(
                node -> node.op() instanceof Op.BatchNorm || node.op() instanceof Op.Convolution)
            .map(node -> node.name())
            .toList();
    assertThat(changed)
        .containsExactlyInAnyOrderElementsOf(norms.subList(norms.size() - 2, norms.size()));
  }

  @Test
  void frozenNormsKeepTheirStatistics() throws IOException {
    FineTuning.Setup all = setup(new Unfreezing.All(), SIDE);
    FineTuning.Setup fixed =
        new FineTuning.Setup(all.pretrained(), all.sides(), all.unfreezing(), 1, 1e-2, 0.7, true);
    train(colours(), fixed, OPTIONS.withEpochs(2), "run", Integer.MAX_VALUE);
    SavedNet saved = SavedNet.read(dir.resolve("run/last.zip")).orElseThrow();
    saved.net().nodes().stream()
        .filter(node -> node.op() instanceof Op.BatchNorm)
        .forEach(
            norm -> {
              assertThat(saved.parameters().get(norm.name(), "mean").values())
                  .isEqualTo(all.pretrained().parameters().get(norm.name(), "mean").values());
              assertThat(saved.parameters().get(norm.name(), "scale").values())
                  .isNotEqualTo(all.pretrained().parameters().get(norm.name(), "scale").values());
            });
  }

  @Test
  void aDenseLayerForPicturesOfOneSizeRefusesOthersBeforeTraining() throws IOException {
    Net vgg = Nets.of("lenet", new Shape(3, SIDE, SIDE), 10);
    FineTuning.Pretrained pretrained = pretrained(vgg, SIDE);
    FineTuning.Setup setup =
        new FineTuning.Setup(
            pretrained,
            List.of(new Shape(3, 24, 24), new Shape(3, SIDE, SIDE)),
            new Unfreezing.All(),
            1,
            1e-2,
            1,
            false);
    assertThatThrownBy(() -> FineTuning.head(3, OPTIONS, setup))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("24x24")
        .hasMessageContaining("32x32");
    assertThatThrownBy(() -> pretrained(vgg, 24)).isInstanceOf(OcelliException.class);
    assertThat(NewHead.on(pretrained.net(), 3, 0.1).net().output()).isNotEmpty();
  }
}
