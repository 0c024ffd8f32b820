package io.ocelli.augment.mixing;

import io.ocelli.augment.Dice;
import io.ocelli.augment.Edges;
import io.ocelli.augment.Example;
import io.ocelli.augment.MixingChange;
import io.ocelli.augment.Others;
import io.ocelli.augment.Resample;
import io.ocelli.augment.Symmetry;
import io.ocelli.augment.Window;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;
import io.ocelli.ops.geometric.Interpolation;

/** Puts objects of another picture into it; see {@link Op}. */
@Op(
    name = "copy-paste",
    does = "Puts objects of another picture into the picture, cut out along their outlines.",
    example = "copy-paste objects=1",
    source = "Ghiasi et al., arXiv:2012.07177, without blending at the edges",
    notes =
        "The other picture is made smaller or larger, perhaps mirrored, and laid at a random place. Only objects that are seen there by a tenth or more are taken. Of what they hide, the visible part and the outline become smaller. Labels of the picture stay.")
public record CopyPaste(
    @Param(
            does = "how likely each object of the other picture is taken",
            byDefault = "0.5",
            attempt = "1",
            min = 0,
            max = 1)
        double objects,
    @Param(
            does = "size of the other picture; at 1 it just fits into the picture",
            byDefault = "0.5..1.25",
            attempt = "1.5",
            min = 0.05,
            max = 10)
        Range scale,
    @Param(
            does = "whether objects without outline and mask are taken too, as rectangles",
            byDefault = "false")
        boolean boxes)
    implements MixingChange {
  private static final double LEAST = 0.1;

  @Override
  public void apply(Example example, Others others, Dice dice) {
    int width = example.width();
    int height = example.height();
    try (Example other = others.draw(dice.part(0))) {
      double fit =
          dice.in(scale)
              * Math.min((double) width / other.width(), (double) height / other.height());
      int newWidth = Math.max(1, (int) Math.round(other.width() * fit));
      int newHeight = Math.max(1, (int) Math.round(other.height() * fit));
      other.move(
          new Resample(
              0, 0, other.width(), other.height(), newWidth, newHeight, Interpolation.LINEAR));
      if (dice.chance(0.5)) {
        other.move(Symmetry.HFLIP);
      }
      int left = (int) Math.round(dice.unit() * (width - newWidth));
      int top = (int) Math.round(dice.unit() * (height - newHeight));
      other.move(new Window(-left, -top, width, height, Edges.REFLECT));
      example.pasteObjects(
          other,
          (object, visible) ->
              (boxes || !object.polygons().isEmpty() || object.mask().isPresent())
                  && visible >= LEAST
                  && dice.chance(objects));
    }
  }

  @Override
  public boolean mixesLabels() {
    return false;
  }
}
