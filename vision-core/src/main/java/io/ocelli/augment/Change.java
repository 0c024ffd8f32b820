package io.ocelli.augment;

/**
 * One kind of random change: an immutable record that is annotated with {@link io.ocelli.ops.Op},
 * its components with {@link io.ocelli.ops.Param}. It keeps nothing between pictures, may run on
 * several threads at once, and takes all chance from the {@link Dice} it is given.
 */
public sealed interface Change
    permits GeometricChange, PixelChange, ExampleChange, MixingChange, Choice, KeepObjects {}
