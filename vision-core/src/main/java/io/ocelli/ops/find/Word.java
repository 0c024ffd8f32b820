package io.ocelli.ops.find;

import io.ocelli.geometry.Box;
import io.ocelli.ops.Finding;

/**
 * A word that was read.
 *
 * @param text as it is written
 * @param box around it, in pixels
 * @param confidence 0 to 100, as Tesseract gives it
 * @param line the number of its line, from 1, from top to bottom of the page
 */
public record Word(String text, Box box, double confidence, int line) implements Finding {}
