package io.ocelli.model.net.catalog;

import io.ocelli.model.net.Net;
import io.ocelli.model.net.NetBuilder;
import io.ocelli.model.net.Window;
import java.util.List;

/**
 * VGG (Simonyan and Zisserman 2014) as torchvision has it: configurations A, B, D and E, with or
 * without batch normalisation, with dense layers of 4096. Pictures from 32x32; {@link MapSize}
 * tells what is done at sizes other than 224.
 */
final class Vgg {
  static final List<Integer> DEPTHS = List.of(11, 13, 16, 19);

  private static final int[] WIDTHS = {64, 128, 256, 512, 512};

  private Vgg() {}

  static Net build(Plan plan, int depth, boolean norm) {
    NetBuilder net = plan.begin();
    int[] convolutions =
        switch (depth) {
          case 11 -> new int[] {1, 1, 2, 2, 2};
          case 13 -> new int[] {2, 2, 2, 2, 2};
          case 16 -> new int[] {2, 2, 3, 3, 3};
          default -> new int[] {2, 2, 4, 4, 4};
        };
    for (int block = 0; block < WIDTHS.length; block++) {
      for (int i = 1; i <= convolutions[block]; i++) {
        String name = "block" + (block + 1) + "_conv" + i;
        // With batch normalisation too, torchvision keeps the bias.
        net.conv(name, WIDTHS[block], Window.of(3, 1, 1), true);
        if (norm) {
          net.batchNorm(name + "_bn");
        }
        net.relu(name + "_relu");
      }
      net.maxPool("block" + (block + 1) + "_pool", Window.of(2, 2, 0));
    }
    return MapSize.atMost(net, "average", 7)
        .flatten("flatten")
        .dense("dense1", 4096)
        .relu("dense1_relu")
        .dropout("dropout1", 0.5)
        .dense("dense2", 4096)
        .relu(NetBuilder.FEATURES)
        .dropout("dropout2", 0.5)
        .head(plan.classes())
        .build();
  }
}
