package io.ocelli.app.cli;

import io.ocelli.model.Classification;
import java.util.List;

/**
 * What a classifier says of one picture.
 *
 * @param position of the picture among the inputs, from 0
 * @param source as the user would name it
 * @param width of the upright picture, in pixels
 * @param height of the upright picture, in pixels
 * @param classes the most probable ones, best first
 */
record Prediction(
    long position, String source, int width, int height, List<Classification> classes) {}
