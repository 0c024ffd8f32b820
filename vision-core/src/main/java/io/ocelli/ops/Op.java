package io.ocelli.ops;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes an operation; stands on its record. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Op {
  /** Its name in pipelines: small letters, digits and dashes. */
  String name();

  /** What it does, in one sentence that begins with a verb: "Blurs with a Gaussian kernel." */
  String does();

  /**
   * A pipeline that shows it at its best; the gallery's after picture is made with it. A second
   * picture is written {@code scene/NAME.png}, where NAME is a scene of the gallery.
   */
  String example();

  /** The scene of the gallery that the example is applied to. */
  String scene() default "leaf";

  /** Where the method comes from: a paper, a standard, or OpenCV's function. */
  String source() default "";

  /** What else to know: rules, limits, what is measured with {@code --json}. */
  String notes() default "";

  /** What it measures: the records that it hands to {@link Findings}; none for most. */
  Class<? extends Finding>[] finds() default {};

  /** Whether steps in braces follow it: {@code one-of { blur | sharpen }}. */
  boolean block() default false;
}
