package io.ocelli.dataset.synthetic;

import java.util.Locale;

/** What a drawn leaf has: the classes of {@link LeafSynthesizer}. */
public enum LeafCondition {
  /** One to four large brown dead areas that grow in from the margin or the tip. */
  BLIGHT,
  /** None of the others; may be yellowing, nibbled, dusty or dry at the margin. */
  HEALTHY,
  /** A mottle of light and dark green patches over the whole blade. */
  MOSAIC,
  /** Many small orange to rust-brown pustules. */
  RUST,
  /** Some round dark spots, often with a pale centre or a yellow ring. */
  SPOTS;

  /** The name of the class and of its folder: {@code rust}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
