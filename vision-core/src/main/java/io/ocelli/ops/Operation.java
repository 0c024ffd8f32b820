package io.ocelli.ops;

/**
 * One step of a pipeline: an immutable record that is annotated with {@link Op}, its components
 * with {@link Param}. It keeps nothing between pictures and may run on several threads at once.
 */
public sealed interface Operation permits Transform, Split {}
