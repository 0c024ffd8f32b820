package io.ocelli.app.cli;

/** x. */
public final class WarmUp {
  private WarmUp() {}

  /** x. */
  public static void main(String[] args) {
    System.out.println("hello");
  }
}
