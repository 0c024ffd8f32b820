package io.ocelli.model.net.catalog;

import io.ocelli.model.net.Activation;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.NetBuilder;
import io.ocelli.model.net.Window;

/**
 * Darknet-19 (Redmon and Farhadi 2016, the classifier under YOLOv2): 3x3 and 1x1 convolutions with
 * batch normalisation and leaky ReLU of 0.1; the classes are the channels of the last convolution.
 * Pictures from 32x32.
 */
final class Darknet19 {
  private static final Activation LEAKY = new Activation(Activation.Kind.LEAKY_RELU, 0.1, 0);

  /** Channels of each stage's convolutions, 3x3 and 1x1 in turn; a pool after each but the last. */
  private static final int[][] STAGES = {
    {32},
    {64},
    {128, 64, 128},
    {256, 128, 256},
    {512, 256, 512, 256, 512},
    {1024, 512, 1024, 512, 1024}
  };

  private Darknet19() {}

  static Net build(Plan plan) {
    NetBuilder net = plan.begin();
    int number = 0;
    for (int stage = 0; stage < STAGES.length; stage++) {
      for (int i = 0; i < STAGES[stage].length; i++) {
        number++;
        Window window = i % 2 == 0 ? Window.of(3, 1, 1) : Window.of(1, 1, 0);
        boolean end = stage == STAGES.length - 1 && i == STAGES[stage].length - 1;
        String name = "conv" + number;
        net.conv(name, STAGES[stage][i], window, false).batchNorm(name + "_bn");
        net.activate(end ? NetBuilder.FEATURES : name + "_leaky", LEAKY);
      }
      if (stage < STAGES.length - 1) {
        net.maxPool("pool" + (stage + 1), Window.of(2, 2, 0));
      }
    }
    return net.conv("conv19", plan.classes(), Window.of(1, 1, 0), true)
        .globalAverage("pool")
        .flatten(NetBuilder.LOGITS)
        .softmax()
        .build();
  }
}
