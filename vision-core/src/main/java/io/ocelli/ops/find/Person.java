package io.ocelli.ops.find;

import io.ocelli.geometry.Box;
import io.ocelli.ops.Finding;

/**
 * A standing or walking person.
 *
 * @param box around the person, in pixels
 * @param score distance from the border between person and background; larger is surer
 */
public record Person(Box box, double score) implements Finding {}
