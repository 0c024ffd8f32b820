package io.ocelli.model.train;

import io.ocelli.error.NearNames;
import io.ocelli.error.UsageException;
import io.ocelli.model.engine.UpdateRule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How gradients change weights.
 *
 * @param rule that does it
 * @param learningRate the highest rate of the {@link Schedule}
 * @param weightDecay decoupled: weights, not biases or norms, shrink by rate times this before each
 *     step (Loshchilov and Hutter 2019)
 * @param clip the largest norm of all gradients together; longer ones are shortened to it (Pascanu
 *     et al. 2013); 0 for none
 */
public record Optimizer(Rule rule, double learningRate, double weightDecay, double clip) {
  /** The rules. */
  public enum Rule {
    /** Adam (Kingma and Ba 2015) with decoupled weight decay. */
    ADAMW,
    /** The same; named apart because its weight decay is 0 unless it is given. */
    ADAM,
    /** Gradient descent with Nesterov's momentum of 0.9 (Sutskever et al. 2013). */
    SGD;

    /**
     * The rule of that name.
     *
     * @param origin for the message, e.g. the option
     */
    public static Rule parse(String text, String origin) {
      List<String> names = Arrays.stream(values()).map(Rule::toString).toList();
      int index = names.indexOf(text.toLowerCase(Locale.ROOT));
      if (index < 0) {
        throw new UsageException("unknown optimizer", text, origin, NearNames.remedy(text, names));
      }
      return values()[index];
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks the ranges. */
  public Optimizer {
    // A rate that is far too high is let through: the loop says where it breaks the network.
    check(learningRate > 0 && learningRate <= 1e6, "--lr", learningRate, "a rate such as 0.001");
    check(weightDecay >= 0 && weightDecay <= 1, "--weight-decay", weightDecay, "0 to 1");
    check(clip >= 0, "--clip", clip, "the largest norm of the gradients, 0 for no clipping");
  }

  /** AdamW without clipping. */
  public static Optimizer adamW(double learningRate, double weightDecay) {
    return new Optimizer(Rule.ADAMW, learningRate, weightDecay, 0);
  }

  UpdateRule updateRule() {
    return rule == Rule.SGD ? new UpdateRule.Sgd(0.9, true) : UpdateRule.Adam.USUAL;
  }

  private static void check(boolean right, String option, double value, String remedy) {
    if (!right) {
      throw new UsageException(
          "a value out of range", String.valueOf(value), option, "give " + remedy);
    }
  }
}
