package io.ocelli.augment;

import io.ocelli.ops.Op;
import io.ocelli.ops.Param;

/** Chooses among the steps of its block; their {@code p} are weights. */
public sealed interface Choice extends Change {
  /** How many of the steps happen. */
  int count();

  /** One of several changes. */
  @Op(
      name = "one-of",
      does = "Does one of the changes in its braces.",
      example = "one-of { gaussian-blur | motion-blur } p=0.3",
      notes = "The p of a change inside is its weight.",
      block = true)
  record OneOf() implements Choice {
    @Override
    public int count() {
      return 1;
    }
  }

  /** Some of several changes. */
  @Op(
      name = "some-of",
      does = "Does some of the changes in its braces, in the order of the text.",
      example = "some-of n=2 { hflip | brightness | gaussian-blur }",
      notes = "The p of a change inside is its weight; none happens twice.",
      block = true)
  record SomeOf(@Param(does = "how many", byDefault = "2", attempt = "3", min = 1, max = 100) int n)
      implements Choice {
    @Override
    public int count() {
      return n;
    }
  }

  /** Several changes as one step. */
  @Op(
      name = "all-of",
      does = "Does all changes in its braces, or none: its p is for all of them together.",
      example = "all-of { hflip | brightness } p=0.5",
      block = true)
  record AllOf() implements Choice {
    @Override
    public int count() {
      return Integer.MAX_VALUE;
    }
  }
}
