package io.ocelli.model.engine;

/** How gradients change weights. */
public sealed interface UpdateRule {
  /**
   * Gradient descent with momentum: v = momentum * v + g; w -= rate * v (or rate * (g + momentum *
   * v), Nesterov 1983, as PyTorch has it).
   */
  record Sgd(double momentum, boolean nesterov) implements UpdateRule {}

  /** Adam (Kingma and Ba 2015). Decoupled weight decay makes it AdamW. */
  record Adam(double beta1, double beta2, double epsilon) implements UpdateRule {
    /** 0.9, 0.999 and 1e-8. */
    public static final Adam USUAL = new Adam(0.9, 0.999, 1e-8);
  }
}
