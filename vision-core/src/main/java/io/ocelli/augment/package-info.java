/**
 * Random changes of pictures and of what is marked in them, for training: {@code "hflip p=0.5 |
 * rotate max=20 border=reflect"}. {@link io.ocelli.augment.Augmentation} is where to begin.
 */
@org.jspecify.annotations.NullMarked
package io.ocelli.augment;
