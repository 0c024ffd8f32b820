/**
 * Drawing on pictures: lines, shapes, text in any script, and the one style in which findings are
 * shown.
 *
 * <p>{@link io.ocelli.draw.Canvas} draws on a picture in place, {@link io.ocelli.draw.Annotator}
 * draws what a detector or tracker found, {@link io.ocelli.draw.Palette} gives each class its
 * colour, and {@link io.ocelli.draw.Montage} puts pictures beside each other.
 */
@NullMarked
package io.ocelli.draw;

import org.jspecify.annotations.NullMarked;
