package io.ocelli.model.net.catalog;

import io.ocelli.model.net.Activation;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.NetBuilder;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.Window;

/**
 * MobileNetV2 of width 1 (Sandler et al. 2018) as torchvision has it. For small pictures the first
 * convolution and the first stage of 24 channels have stride 1.
 */
final class MobileNetV2 {
  /** Expansion, channels, blocks, stride of the first. */
  private static final int[][] STAGES = {
    {1, 16, 1, 1},
    {6, 24, 2, 2},
    {6, 32, 3, 2},
    {6, 64, 4, 2},
    {6, 96, 3, 1},
    {6, 160, 3, 2},
    {6, 320, 1, 1}
  };

  private MobileNetV2() {}

  static Net build(Plan plan) {
    NetBuilder net = plan.begin();
    point(net, "conv1", 32, Window.of(3, plan.small() ? 1 : 2, 1));
    int number = 0;
    for (int stage = 0; stage < STAGES.length; stage++) {
      int[] s = STAGES[stage];
      for (int block = 0; block < s[2]; block++) {
        number++;
        int stride = block > 0 || (plan.small() && stage == 1) ? 1 : s[3];
        inverted(net, "block" + number, s[0], s[1], stride);
      }
    }
    point(net, "conv2", 1280, Window.of(1, 1, 0));
    return net.globalAverage("pool")
        .flatten(NetBuilder.FEATURES)
        .dropout("dropout", 0.2)
        .head(plan.classes())
        .build();
  }

  private static void inverted(NetBuilder net, String name, int expansion, int out, int stride) {
    String from = net.last();
    Shape before = net.shape();
    if (expansion > 1) {
      point(net, name + "_expand", expansion * before.channels(), Window.of(1, 1, 0));
    }
    net.depthwise(name + "_depthwise", Window.of(3, stride, 1));
    net.batchNorm(name + "_depthwise_bn").activate(name + "_depthwise_relu6", Activation.RELU6);
    net.conv(name + "_project", out, Window.of(1, 1, 0), false).batchNorm(name + "_project_bn");
    if (stride == 1 && before.channels() == out) {
      net.add(name + "_add", net.last(), from);
    }
  }

  private static void point(NetBuilder net, String name, int out, Window window) {
    net.convNormActivate(name, out, window, 1, Activation.RELU6, "relu6");
  }
}
