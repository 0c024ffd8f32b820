package io.ocelli.app.report;

/**
 * A simple guess to compare with.
 *
 * @param name what it is, as it reads in a sentence: "the nearest mean colour"
 * @param accuracy 0 to 1, on the same pictures
 */
public record Baseline(String name, double accuracy) {}
