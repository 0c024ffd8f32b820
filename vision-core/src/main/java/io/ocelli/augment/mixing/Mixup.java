package io.ocelli.augment.mixing;

import static org.bytedeco.opencv.global.opencv_core.addWeighted;

import io.ocelli.augment.Dice;
import io.ocelli.augment.Example;
import io.ocelli.augment.MixingChange;
import io.ocelli.augment.Others;
import io.ocelli.augment.Resample;
import io.ocelli.image.Image;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.geometric.Interpolation;
import java.util.Map;
import java.util.TreeMap;

/** Blends with another picture; see {@link Op}. */
@Op(
    name = "mixup",
    does = "Blends the picture with another one, and their labels in the same parts.",
    example = "mixup alpha=0.4",
    source = "Zhang et al., arXiv:1710.09412",
    notes =
        "The share of the picture is drawn from a beta distribution; the larger share stays with the picture. The other picture is stretched to its size. All objects of both are kept; a mask stays that of the picture.")
public record Mixup(
    @Param(
            does = "both parameters of the beta distribution",
            byDefault = "0.2",
            attempt = "0.4",
            min = 0.01,
            max = 100)
        double alpha)
    implements MixingChange {
  @Override
  public void apply(Example example, Others others, Dice dice) {
    double drawn = dice.beta(alpha, alpha);
    double share = Math.max(drawn, 1 - drawn);
    try (Example other = others.draw(dice.part(0))) {
      other.move(
          new Resample(
              0,
              0,
              other.width(),
              other.height(),
              example.width(),
              example.height(),
              Interpolation.LINEAR));
      Image both = example.editable();
      addWeighted(both.mat(), share, other.picture().mat(), 1 - share, 0, both.mat());
      example.addObjects(other);
      example.relabel(mixed(example.labels(), share, other.labels(), 1 - share));
    }
  }

  /** Weights of both, in their shares. */
  static Map<Integer, Double> mixed(
      Map<Integer, Double> one, double share, Map<Integer, Double> two, double rest) {
    Map<Integer, Double> labels = new TreeMap<>();
    one.forEach((label, weight) -> labels.merge(label, share * weight, Double::sum));
    two.forEach((label, weight) -> labels.merge(label, rest * weight, Double::sum));
    return labels;
  }
}
