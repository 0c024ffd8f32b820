package io.ocelli.app.cli;

import io.ocelli.error.UsageException;
import io.ocelli.model.net.Shape;
import io.ocelli.model.train.FineTuning;
import io.ocelli.model.train.FineTuning.Pretrained;
import io.ocelli.model.train.FineTuning.Setup;
import io.ocelli.model.train.Quality;
import io.ocelli.model.train.Unfreezing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a pretrained network is trained. What is not given is filled in. */
final class FineTuneOptions {
  @Option(
      names = "--quality",
      paramLabel = "good|best",
      description =
          "For finetune: a recipe of minutes, or one of larger pictures and more epochs (default:"
              + " good).",
      order = 40)
  private @Nullable String quality;

  @Option(
      names = "--unfreeze",
      paramLabel = "all|last-N|gradual",
      description =
          "For finetune: which layers learn once the head has begun: all, the last N with weights,"
              + " or stage after stage from the head down (default: all).",
      order = 41)
  private @Nullable String unfreeze;

  @Option(
      names = "--head-epochs",
      paramLabel = "N",
      description =
          "For finetune: epochs at the beginning, of --epochs, in which the head learns alone"
              + " (default: 1).",
      order = 42)
  private @Nullable Integer headEpochs;

  @Option(
      names = "--head-lr",
      paramLabel = "RATE",
      description = "For finetune: the learning rate in these (default: 0.003).",
      order = 43)
  private @Nullable Double headRate;

  @Option(
      names = "--layer-decay",
      paramLabel = "X",
      description =
          "For finetune: the learning rate of a stage of layers is that of the one above it times"
              + " this; 1 for the same everywhere (default: 0.8).",
      order = 44)
  private @Nullable Double layerDecay;

  @Option(
      names = "--freeze-norms",
      description =
          "For finetune: batch normalisations keep the statistics they came with, as is good for"
              + " small batches.",
      order = 45)
  private boolean freezeNorms;

  @Option(
      names = "--train-sizes",
      paramLabel = "N[,N...]",
      description =
          "For finetune: sizes of the training pictures, one after the other for equal shares of the"
              + " epochs; growing ones cost less (default: that of --image-size, or below it).",
      order = 46)
  private @Nullable String trainSizes;

  Quality quality() {
    Quality chosen = quality == null ? Quality.GOOD : Quality.parse(quality, "--quality");
    quality = chosen.toString();
    return chosen;
  }

  /** Refuses what has no meaning in another way of training. */
  void refuse() {
    Map<String, @Nullable Object> given = new LinkedHashMap<>();
    given.put("--quality", quality);
    given.put("--unfreeze", unfreeze);
    given.put("--head-epochs", headEpochs);
    given.put("--head-lr", headRate);
    given.put("--layer-decay", layerDecay);
    given.put("--freeze-norms", freezeNorms ? "true" : null);
    given.put("--train-sizes", trainSizes);
    given.forEach(
        (option, value) -> {
          if (value != null) {
            throw new UsageException(
                "an option of --mode finetune",
                value.toString(),
                option,
                "leave it out, or use --mode finetune");
          }
        });
  }

  Setup fill(Pretrained pretrained) {
    Setup usual = quality().setup(pretrained);
    unfreeze = unfreeze == null ? usual.unfreezing().toString() : unfreeze;
    headEpochs = headEpochs == null ? usual.headEpochs() : headEpochs;
    headRate = headRate == null ? usual.headRate() : headRate;
    layerDecay = layerDecay == null ? usual.layerDecay() : layerDecay;
    List<Shape> sides = trainSizes == null ? usual.sides() : parse(trainSizes, pretrained);
    trainSizes =
        String.join(
            ",", sides.stream().map(s -> new ImageSize(s.width(), s.height()).toString()).toList());
    return new FineTuning.Setup(
        pretrained,
        sides,
        Unfreezing.parse(unfreeze, "--unfreeze"),
        headEpochs,
        headRate,
        layerDecay,
        freezeNorms);
  }

  private static List<Shape> parse(String text, Pretrained pretrained) {
    List<Shape> sides = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      ImageSize size = ImageSize.parse(part, "--train-sizes");
      sides.add(new Shape(pretrained.input().channels(), size.height(), size.width()));
    }
    return sides;
  }
}
