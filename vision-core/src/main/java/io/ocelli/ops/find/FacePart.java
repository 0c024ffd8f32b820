package io.ocelli.ops.find;

import io.ocelli.geometry.Box;
import io.ocelli.ops.Finding;

/**
 * An eye or a smiling mouth, in a face.
 *
 * @param box around it, in pixels
 * @param score how many windows were accepted there
 * @param face the number of the face, from 1, largest first, in the order of the operation for
 *     faces
 */
public record FacePart(Box box, double score, int face) implements Finding {}
