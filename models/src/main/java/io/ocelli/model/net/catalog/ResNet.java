package io.ocelli.model.net.catalog;

import io.ocelli.model.net.Net;
import io.ocelli.model.net.NetBuilder;
import io.ocelli.model.net.Window;
import java.util.List;

/**
 * Residual networks (He et al. 2015) as torchvision has them: basic blocks to 34 layers,
 * bottlenecks from 50 with the stride in their 3x3 convolution ("v1.5"). The small stem is a 3x3
 * convolution of stride 1 without pooling.
 */
final class ResNet {
  static final List<Integer> DEPTHS = List.of(18, 34, 50, 101);

  private ResNet() {}

  static Net build(Plan plan, int depth) {
    NetBuilder net = plan.begin();
    if (plan.small()) {
      net.conv("conv1", 64, Window.of(3, 1, 1), false).batchNorm("bn1").relu("relu1");
    } else {
      net.conv("conv1", 64, Window.of(7, 2, 3), false).batchNorm("bn1").relu("relu1");
      net.maxPool("pool1", Window.of(3, 2, 1));
    }
    int[] blocks =
        switch (depth) {
          case 18 -> new int[] {2, 2, 2, 2};
          case 34, 50 -> new int[] {3, 4, 6, 3};
          default -> new int[] {3, 4, 23, 3};
        };
    for (int stage = 0; stage < blocks.length; stage++) {
      for (int block = 0; block < blocks[stage]; block++) {
        String name = "layer" + (stage + 1) + "_" + block;
        int stride = stage > 0 && block == 0 ? 2 : 1;
        int width = 64 << stage;
        if (depth < 50) {
          basic(net, name, width, stride);
        } else {
          bottleneck(net, name, width, stride);
        }
      }
    }
    return net.globalAverage("pool").flatten(NetBuilder.FEATURES).head(plan.classes()).build();
  }

  private static void basic(NetBuilder net, String name, int width, int stride) {
    String before = net.last();
    String branch =
        net.conv(name + "_conv1", width, Window.of(3, stride, 1), false)
            .batchNorm(name + "_bn1")
            .relu(name + "_relu1")
            .conv(name + "_conv2", width, Window.of(3, 1, 1), false)
            .batchNorm(name + "_bn2")
            .last();
    join(net, name, before, branch, width, stride);
  }

  private static void bottleneck(NetBuilder net, String name, int width, int stride) {
    String before = net.last();
    String branch =
        net.conv(name + "_conv1", width, Window.of(1, 1, 0), false)
            .batchNorm(name + "_bn1")
            .relu(name + "_relu1")
            .conv(name + "_conv2", width, Window.of(3, stride, 1), false)
            .batchNorm(name + "_bn2")
            .relu(name + "_relu2")
            .conv(name + "_conv3", 4 * width, Window.of(1, 1, 0), false)
            .batchNorm(name + "_bn3")
            .last();
    join(net, name, before, branch, 4 * width, stride);
  }

  private static void join(
      NetBuilder net, String name, String before, String branch, int out, int stride) {
    String shortcut = before;
    if (stride != 1 || net.shape(before).channels() != out) {
      shortcut =
          net.from(before)
              .conv(name + "_shortcut", out, Window.of(1, stride, 0), false)
              .batchNorm(name + "_shortcut_bn")
              .last();
    }
    net.add(name + "_add", branch, shortcut).relu(name + "_relu");
  }
}
