package io.ocelli.ops;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a parameter of an operation; stands on the component of its record. The parameter's
 * name is the component's, with dashes: {@code minArea} is {@code min-area}.
 *
 * <p>Types: int, double, boolean, enum (small letters with dashes), String, {@link
 * io.ocelli.image.Rgb}, {@link Kernel}, {@link Points}, {@link Range}, {@link Spread}, {@link
 * Length}, {@link OtherPicture}, and {@link java.util.Optional} of any of them.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Param {
  /** What it means, in a few words without a full stop. */
  String does();

  /** {@code px}, {@code degrees}, … */
  String unit() default "";

  /**
   * Its value when it is left out, written as in a pipeline; {@code none} for an absent Optional.
   * Empty for a parameter that has to be given.
   */
  String byDefault() default "";

  /** A value to try first that makes a difference to see, written as in a pipeline. */
  String attempt() default "";

  /** The smallest number allowed, for numbers and both ends of a {@link Range}. */
  double min() default Double.NEGATIVE_INFINITY;

  /** The largest number allowed. */
  double max() default Double.POSITIVE_INFINITY;

  /** Whether only odd numbers are allowed, as for the side of a kernel. */
  boolean odd() default false;
}
