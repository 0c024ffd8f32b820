/**
 * The pipeline language: operations on pictures, written as {@code "gray | gaussian-blur size=5 |
 * canny low=50 high=150"} or made as plain records.
 *
 * <ul>
 *   <li>An {@link io.ocelli.ops.Operation} is an immutable record. Its components are its
 *       parameters; {@link io.ocelli.ops.Op} and {@link io.ocelli.ops.Param} describe them, and
 *       everything else (parsing, checking, help, printing) follows from that description.
 *   <li>A {@link io.ocelli.ops.Pipeline} is a list of operations that was checked before any
 *       picture is read.
 *   <li>Operations that measure hand a {@link io.ocelli.ops.Finding} for each thing they find to
 *       {@link io.ocelli.ops.Findings}.
 *   <li>A new operation is a record, and a line in the {@link io.ocelli.ops.OperationGroup} of its
 *       package; groups are found by {@link java.util.ServiceLoader}, so that another jar can bring
 *       its own.
 * </ul>
 */
@NullMarked
package io.ocelli.ops;

import org.jspecify.annotations.NullMarked;
