package io.ocelli.bench;

import io.ocelli.augment.Augmentation;
import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.Sample;
import io.ocelli.dataset.load.Batch;
import io.ocelli.dataset.load.BatchLoader;
import io.ocelli.dataset.load.Epoch;
import io.ocelli.dataset.load.ExampleSource;
import io.ocelli.dataset.load.LoaderOptions;
import io.ocelli.dataset.synthetic.LeafCondition;
import io.ocelli.dataset.synthetic.LeafSynthesizer;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import io.ocelli.model.engine.OneDnnLearner;
import io.ocelli.model.engine.UpdateRule;
import io.ocelli.model.learn.StepOptions;
import io.ocelli.model.learn.Targets;
import io.ocelli.model.net.Initializer;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.catalog.Nets;
import io.ocelli.model.train.ScratchTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Resident memory of training, as it is done: pictures decoded and augmented by loader threads,
 * steps by Adam with an average of the weights, answers and a saved state after each epoch.
 *
 * <p>Arguments: {@code [--net NAME] [--side N] [--batch N] [--steps N]}, mobilenetv2, 64, 16 and
 * 2000 by default. The bound is 100 MiB between the first tenth of the steps and the end.
 */
public final class TrainMemory {
  private static final int PICTURES = 400;

  private TrainMemory() {}

  /** Prints the resident memory ten times, and how far it moved. */
  public static void main(String[] args) throws IOException {
    int side = BenchOptions.whole(args, "--side", 64);
    int batch = BenchOptions.whole(args, "--batch", 16);
    int steps = BenchOptions.whole(args, "--steps", 2000);
    List<LeafCondition> conditions = List.of(LeafCondition.values());
    Net net =
        Nets.of(
            BenchOptions.text(args, "--net", "mobilenetv2"),
            new Shape(3, side, side),
            conditions.size());
    LeafSynthesizer leaves = new LeafSynthesizer(96, 1);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < PICTURES; i++) {
      int label = i % conditions.size();
      try (Image image = Image.of(leaves.draw(conditions.get(label), i))) {
        samples.add(new Sample(ByteSource.of("leaf " + i, image.encode(ImageFormat.JPEG)), label));
      }
    }
    LoaderOptions loading =
        LoaderOptions.DEFAULT
            .withBatchSize(batch)
            .withDropLast(true)
            .withAugmentation(Augmentation.parse("hflip p=0.5 | rotate max=20"));
    OneDnnLearner.Setup setup =
        new OneDnnLearner.Setup(
            batch, UpdateRule.Adam.USUAL, true, 2, Set.of(), Set.of(), layer -> 1);
    long early = 0;
    long most = 0;
    int step = 0;
    long start = System.nanoTime();
    try (BatchLoader loader =
            new BatchLoader(ExampleSource.of(samples), ScratchTraining.input(side, side), loading);
        OneDnnLearner learner = new OneDnnLearner(net, Initializer.of(1).parameters(net), setup)) {
      int[] shape = {3, side, side};
      for (int number = 0; step < steps; number++) {
        try (Epoch epoch = loader.epoch(number, true)) {
          while (step < steps && epoch.hasNext()) {
            try (Batch next = epoch.next()) {
              StepOptions options = new StepOptions(1e-3, 1e-2, 0.1, 1, null, 0.99, step);
              learner.train(next.pixels(), shape, Targets.of(next.labels()), next.size(), options);
              if (!epoch.hasNext()) {
                learner.probabilities(next.pixels(), shape, next.size());
                learner.state();
              }
            }
            step++;
            if (step % (steps / 10) == 0) {
              long now = residentBytes();
              early = early == 0 ? now : early;
              most = Math.max(most, now);
              System.out.printf(
                  Locale.ROOT,
                  "step %5d: %7.1f MiB resident, %.0f s%n",
                  step,
                  now / 1048576.0,
                  (System.nanoTime() - start) / 1e9);
            }
          }
        }
      }
    }
    double moved = (most - early) / 1048576.0;
    System.out.printf(
        Locale.ROOT,
        "%s %dx%d, batch %d: %.1f MiB more than after the first tenth%n",
        net.name(),
        side,
        side,
        batch,
        moved);
    if (moved > 100) {
      System.exit(1);
    }
  }

  private static long residentBytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("no VmRSS in /proc/self/status");
  }
}
