package io.ocelli.augment.mixing;

import io.ocelli.augment.Dice;
import io.ocelli.augment.Edges;
import io.ocelli.augment.Example;
import io.ocelli.augment.MixingChange;
import io.ocelli.augment.Others;
import io.ocelli.augment.Resample;
import io.ocelli.augment.Window;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.geometric.Interpolation;

/** Puts a part of another picture over it; see {@link Op}. */
@Op(
    name = "cutmix",
    does = "Puts a part of another picture over the picture, and mixes their labels by area.",
    example = "cutmix alpha=1",
    source = "Yun et al., arXiv:1905.04899",
    notes =
        "The other picture is stretched to the picture's size, and the part stays where it was in it. Its middle lies anywhere, so some of it may lie outside; labels go by what is really seen. Objects are cut with their pictures.")
public record Cutmix(
    @Param(
            does = "both parameters of the beta distribution of the share that is kept",
            byDefault = "1",
            attempt = "5",
            min = 0.01,
            max = 100)
        double alpha)
    implements MixingChange {
  @Override
  public void apply(Example example, Others others, Dice dice) {
    int width = example.width();
    int height = example.height();
    double side = Math.sqrt(1 - dice.beta(alpha, alpha));
    int wide = (int) (side * width);
    int high = (int) (side * height);
    int middleX = dice.below(width);
    int middleY = dice.below(height);
    int left = Math.max(0, middleX - wide / 2);
    int top = Math.max(0, middleY - high / 2);
    int right = Math.min(width, middleX - wide / 2 + wide);
    int bottom = Math.min(height, middleY - high / 2 + high);
    if (left >= right || top >= bottom) {
      return;
    }
    try (Example other = others.draw(dice.part(0))) {
      other.move(
          new Resample(0, 0, other.width(), other.height(), width, height, Interpolation.LINEAR));
      other.move(new Window(left, top, right - left, bottom - top, Edges.REFLECT));
      example.paste(other, left, top);
      double part = (double) (right - left) * (bottom - top) / ((double) width * height);
      example.relabel(Mixup.mixed(example.labels(), 1 - part, other.labels(), part));
    }
  }
}
