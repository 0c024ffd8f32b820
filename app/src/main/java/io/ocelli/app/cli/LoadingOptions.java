package io.ocelli.app.cli;

import io.ocelli.augment.Augmentation;
import io.ocelli.augment.Preset;
import io.ocelli.dataset.load.Cache;
import io.ocelli.dataset.load.LoaderOptions;
import io.ocelli.dataset.load.Sampling;
import io.ocelli.error.UsageException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the training pictures are loaded. What is not given is filled in. */
final class LoadingOptions {
  @Option(
      names = "--augment",
      paramLabel = "CHANGES",
      description =
          "Random changes of the training pictures: none, flip, light, medium, strong, leaf, or"
              + " steps such as 'hflip p=0.5 | rotate max=20' or, but for a head, 'mixup p=0.5'"
              + " (default: light from scratch, medium for finetune, none for a head).",
      order = 30)
  private @Nullable String augment;

  @Option(
      names = "--balance",
      paramLabel = "none|oversample|sqrt",
      defaultValue = "none",
      description =
          "How often an epoch has each class: as many pictures as there are, all classes equally"
              + " often, or between the two (default: none).",
      order = 31)
  private String balance = "none";

  @Option(
      names = "--cache",
      paramLabel = "none|memory|disk[:DIR]",
      description =
          "From scratch and for finetune: where decoded pictures are kept for the next epochs, up to"
              + " 512 MiB of memory for each part; on disk, for later runs too (default: memory).",
      order = 32)
  private @Nullable String cache;

  /**
   * Fills up and checks.
   *
   * @param copies of each picture for a head, which alone make changes useful there
   */
  LoaderOptions fill(TrainMode way, int copies, int threads, Consumer<String> warning) {
    if (way == TrainMode.HEAD && cache != null) {
      throw new UsageException(
          "a cache of pictures for a head",
          cache,
          "--cache",
          "leave it out: the features of its pictures are kept, not the pictures");
    }
    if (way != TrainMode.HEAD && cache == null) {
      cache = "memory";
    }
    return LoaderOptions.DEFAULT
        .withThreads(threads)
        .withAugmentation(augmentation(way, copies))
        .withSampling(Sampling.parse(balance, "--balance"))
        .withCache(cache == null ? Cache.NONE : CacheOption.parse(cache))
        .withWarning(warning);
  }

  private Augmentation augmentation(TrainMode way, int copies) {
    if (augment == null) {
      Preset usual =
          switch (way) {
            case SCRATCH -> Preset.LIGHT;
            case HEAD -> copies > 0 ? Preset.LIGHT : Preset.NONE;
            case FINETUNE -> Preset.MEDIUM;
          };
      augment = usual.toString();
    }
    Augmentation parsed = Augmentation.parse(augment);
    if (parsed.mixes() && way == TrainMode.HEAD) {
      throw new UsageException(
          "an augmentation that mixes pictures, which the training of a head cannot do",
          augment,
          "--augment",
          "train with --mode finetune, or leave out mixup, cutmix, mosaic and copy-paste");
    }
    return parsed;
  }
}
