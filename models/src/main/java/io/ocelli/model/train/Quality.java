package io.ocelli.model.train;

import io.ocelli.error.NearNames;
import io.ocelli.error.UsageException;
import io.ocelli.model.net.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Recipes of fine-tuning: how much time its result is worth. */
public enum Quality {
  /** Where the network is made for large pictures somewhat smaller ones, and few epochs. */
  GOOD,
  /** Pictures of the size that the network was made for, and more epochs. */
  BEST;

  /** Networks for smaller pictures have nothing to spare. */
  private static final int LARGE = 192;

  /** By this much most networks make pictures smaller from end to end. */
  private static final int STEP = 32;

  /**
   * The recipe of that name.
   *
   * @param origin for the message, e.g. the option
   */
  public static Quality parse(String text, String origin) {
    List<String> names = Arrays.stream(values()).map(Quality::toString).toList();
    int index = names.indexOf(text.toLowerCase(Locale.ROOT));
    if (index < 0) {
      throw new UsageException("unknown quality", text, origin, NearNames.remedy(text, names));
    }
    return values()[index];
  }

  /** How the loop goes. */
  public TrainOptions options() {
    return this == GOOD ? TrainOptions.finetune() : TrainOptions.finetune().withEpochs(16);
  }

  /**
   * The side of the pictures that are classified, where the network takes any size.
   *
   * @param own that of the file
   */
  public int side(int own) {
    return this == GOOD && own >= LARGE ? own * 5 / 7 / STEP * STEP : own;
  }

  /** What is trained in which order. */
  public FineTuning.Setup setup(FineTuning.Pretrained pretrained) {
    Shape sides = pretrained.net().shape();
    return new FineTuning.Setup(
        pretrained, List.of(sides), new Unfreezing.All(), 1, 3e-3, 0.8, false);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
