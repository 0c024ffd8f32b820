package io.ocelli.model.net.catalog;

import io.ocelli.model.net.Net;
import io.ocelli.model.net.NetBuilder;
import io.ocelli.model.net.Window;

/**
 * AlexNet in its one-column form (Krizhevsky 2014), as torchvision has it, with dense layers of
 * 4096. Pictures from 63x63; {@link MapSize} tells what is done at sizes other than about 224.
 */
final class AlexNet {
  private AlexNet() {}

  static Net build(Plan plan) {
    NetBuilder net = plan.begin();
    net.conv("conv1", 64, Window.of(11, 4, 2), true).relu("conv1_relu");
    net.maxPool("pool1", Window.of(3, 2, 0));
    net.conv("conv2", 192, Window.of(5, 1, 2), true).relu("conv2_relu");
    net.maxPool("pool2", Window.of(3, 2, 0));
    net.conv("conv3", 384, Window.of(3, 1, 1), true).relu("conv3_relu");
    net.conv("conv4", 256, Window.of(3, 1, 1), true).relu("conv4_relu");
    net.conv("conv5", 256, Window.of(3, 1, 1), true).relu("conv5_relu");
    net.maxPool("pool5", Window.of(3, 2, 0));
    return MapSize.atMost(net, "average", 6)
        .flatten("flatten")
        .dropout("dropout1", 0.5)
        .dense("dense1", 4096)
        .relu("dense1_relu")
        .dropout("dropout2", 0.5)
        .dense("dense2", 4096)
        .relu(NetBuilder.FEATURES)
        .head(plan.classes())
        .build();
  }
}
