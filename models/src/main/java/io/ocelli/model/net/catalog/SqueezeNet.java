package io.ocelli.model.net.catalog;

import io.ocelli.model.net.Net;
import io.ocelli.model.net.NetBuilder;
import io.ocelli.model.net.Window;

/**
 * SqueezeNet 1.1 (Iandola et al. 2016) as torchvision has it: no dense layer, the classes are the
 * channels of the last convolution. The small stem is a padded 3x3 convolution of stride 1 without
 * pooling.
 */
final class SqueezeNet {
  private SqueezeNet() {}

  static Net build(Plan plan) {
    NetBuilder net = plan.begin();
    if (plan.small()) {
      net.conv("conv1", 64, Window.of(3, 1, 1), true).relu("conv1_relu");
    } else {
      net.conv("conv1", 64, Window.of(3, 2, 0), true).relu("conv1_relu");
      net.maxPoolCeil("pool1", Window.of(3, 2, 0));
    }
    fire(net, 2, 16, 64);
    fire(net, 3, 16, 64);
    net.maxPoolCeil("pool3", Window.of(3, 2, 0));
    fire(net, 4, 32, 128);
    fire(net, 5, 32, 128);
    net.maxPoolCeil("pool5", Window.of(3, 2, 0));
    fire(net, 6, 48, 192);
    fire(net, 7, 48, 192);
    fire(net, 8, 64, 256);
    fire(net, 9, 64, 256);
    return net.dropout("dropout", 0.5)
        .conv("conv10", plan.classes(), Window.of(1, 1, 0), true)
        .relu("conv10_relu")
        .globalAverage("pool10")
        .flatten(NetBuilder.LOGITS)
        .softmax()
        .build();
  }

  private static void fire(NetBuilder net, int number, int squeeze, int expand) {
    String at = "fire" + number + "_";
    String from =
        net.conv(at + "squeeze", squeeze, Window.of(1, 1, 0), true)
            .relu(at + "squeeze_relu")
            .last();
    String one =
        net.conv(at + "expand1", expand, Window.of(1, 1, 0), true).relu(at + "expand1_relu").last();
    net.from(from);
    String three =
        net.conv(at + "expand3", expand, Window.of(3, 1, 1), true).relu(at + "expand3_relu").last();
    net.concat(number == 9 ? NetBuilder.FEATURES : at + "concat", one, three);
  }
}
