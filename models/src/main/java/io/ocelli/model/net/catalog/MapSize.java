package io.ocelli.model.net.catalog;

import io.ocelli.model.net.NetBuilder;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.Padding;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.Window;

/**
 * Brings the last map of AlexNet and VGG to the side that their first dense layer wants.
 * torchvision does it by adaptive average pooling. Here a larger map is averaged by windows of
 * equal size and step, which is the same where its side is a multiple of the wanted one; a smaller
 * map goes as it is, and the dense layer has fewer inputs (torchvision would repeat values).
 */
final class MapSize {
  private MapSize() {}

  static NetBuilder atMost(NetBuilder net, String node, int side) {
    Shape shape = net.shape();
    if (shape.height() <= side && shape.width() <= side) {
      return net;
    }
    int stepDown = step(shape.height(), side);
    int stepRight = step(shape.width(), side);
    Window window =
        new Window(
            kernel(shape.height(), side, stepDown),
            kernel(shape.width(), side, stepRight),
            stepDown,
            stepRight,
            1,
            1,
            Padding.NONE);
    return net.layer(node, new Op.Pool(Op.PoolKind.AVERAGE, window, false, false));
  }

  private static int step(int length, int side) {
    return Math.max(1, length / side);
  }

  private static int kernel(int length, int side, int step) {
    return length <= side ? 1 : length - (side - 1) * step;
  }
}
