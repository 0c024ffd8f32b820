package io.ocelli.model.net;

/**
 * A function of one number.
 *
 * @param kind which
 * @param alpha see the kind; 0 where it has none
 * @param beta see the kind; 0 where it has none
 */
public record Activation(Kind kind, double alpha, double beta) {
  /** Kinds of functions. */
  public enum Kind {
    /** 1 / (1 + exp(-x)). */
    SIGMOID,
    /** Hyperbolic tangent. */
    TANH,
    /** max(x, 0). */
    RELU,
    /** x where positive, alpha * x elsewhere. */
    LEAKY_RELU,
    /** x where positive, alpha * (exp(x) - 1) elsewhere. */
    ELU,
    /** x * sigmoid(alpha * x); alpha is 1 usually (SiLU). */
    SWISH,
    /** x * Phi(x), by the error function (Hendrycks and Gimpel 2016). */
    GELU,
    /** max(0, min(1, alpha * x + beta)). */
    HARD_SIGMOID,
    /** x * max(0, min(1, x / 6 + 0.5)). */
    HARD_SWISH,
    /** max(alpha, min(beta, x)); ReLU6 is 0 to 6. */
    CLIP
  }

  /** max(x, 0). */
  public static final Activation RELU = new Activation(Kind.RELU, 0, 0);

  /** max(0, min(6, x)). */
  public static final Activation RELU6 = new Activation(Kind.CLIP, 0, 6);

  /** A kind without settings. */
  public static Activation of(Kind kind) {
    return new Activation(kind, kind == Kind.ELU || kind == Kind.SWISH ? 1 : 0, 0);
  }
}
