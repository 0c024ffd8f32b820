package io.ocelli.dataset.format;

import io.ocelli.annotation.KeyPoint.Visibility;

/** The visibility of a key point as COCO and YOLO number it. */
final class Seen {
  private Seen() {}

  static Visibility of(double number) {
    return number >= 2 ? Visibility.VISIBLE : number >= 1 ? Visibility.HIDDEN : Visibility.UNMARKED;
  }

  static int number(Visibility visibility) {
    return switch (visibility) {
      case UNMARKED -> 0;
      case HIDDEN -> 1;
      case VISIBLE -> 2;
    };
  }
}
