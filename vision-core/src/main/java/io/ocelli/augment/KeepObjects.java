package io.ocelli.augment;

import io.ocelli.ops.Op;
import io.ocelli.ops.Param;

/** Which objects are kept at the end, and how boxes are made; see {@link Op}. */
@Op(
    name = "keep-objects",
    does = "Says which objects are kept at the end of the pipeline, and how their boxes are made.",
    example = "keep-objects min-visible=0.3",
    notes =
        "It holds for the whole pipeline, wherever it stands. Boxes are always cut to the picture. An object's visible part is the product of what each step leaves of its box's area. Objects without any area are always dropped.")
public record KeepObjects(
    @Param(
            does = "smallest part of an object's box that still has to be seen",
            byDefault = "0.1",
            attempt = "0.5",
            min = 0,
            max = 1)
        double minVisible,
    @Param(
            does = "smallest area of a box",
            unit = "square px",
            byDefault = "0",
            attempt = "200",
            min = 0,
            max = 1e9)
        double minArea,
    @Param(
            does = "smallest width and height of a box",
            unit = "px",
            byDefault = "1",
            attempt = "8",
            min = 0,
            max = 1e5)
        double minSide,
    @Param(
            does = "what is turned where an object has only a box: its corners or its ellipse",
            byDefault = "corners",
            attempt = "ellipse")
        BoxFit boxes)
    implements Change {
  /** The rules where a pipeline states none. */
  public static final KeepObjects DEFAULT = new KeepObjects(0.1, 0, 1, BoxFit.CORNERS);

  /** How a box is made that was turned or bent. */
  public enum BoxFit {
    /** Around the turned corners: holds the object for certain, and grows with every turn. */
    CORNERS,
    /** Around the turned ellipse that touches the sides: tighter, right for round objects. */
    ELLIPSE
  }
}
