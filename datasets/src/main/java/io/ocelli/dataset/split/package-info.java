/**
 * Splitting data sets: strategies that work on names, labels, groups and times only ({@link
 * io.ocelli.dataset.split.SplitStrategy}), the file that holds a split ({@link
 * io.ocelli.dataset.split.SplitFile}), and folders written by it ({@link
 * io.ocelli.dataset.split.SplitWriter}).
 */
@NullMarked
package io.ocelli.dataset.split;

import org.jspecify.annotations.NullMarked;
