package io.ocelli.ops.find;

import io.ocelli.geometry.Box;

/** How much two boxes have in common. */
final class Overlap {
  private Overlap() {}

  /** Area of the intersection over that of the union, 0 to 1. */
  static double iou(Box a, Box b) {
    double common = common(a, b);
    return common == 0 ? 0 : common / (area(a) + area(b) - common);
  }

  /** Area of the intersection over that of the smaller box, 0 to 1. */
  static double ofSmaller(Box a, Box b) {
    double common = common(a, b);
    return common == 0 ? 0 : common / Math.min(area(a), area(b));
  }

  private static double common(Box a, Box b) {
    double width = Math.min(a.x2(), b.x2()) - Math.max(a.x1(), b.x1());
    double height = Math.min(a.y2(), b.y2()) - Math.max(a.y1(), b.y1());
    return width <= 0 || height <= 0 ? 0 : width * height;
  }

  private static double area(Box box) {
    return (double) box.width() * box.height();
  }
}
