package io.nerest.arguments;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a record component as a user-facing argument. The argument's name is the component's name in snake case:
 * {@code closeMosaic} becomes {@code close_mosaic}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Argument {
    /** The default value, in the notation of the command line. */
    String defaultValue();

    /** One line of help. */
    String help();

    /** Smallest allowed number. */
    double min() default Double.NEGATIVE_INFINITY;

    /** The number must be greater than this one. */
    double above() default Double.NEGATIVE_INFINITY;

    /** Largest allowed number. */
    double max() default Double.POSITIVE_INFINITY;

    /** The number must be a multiple of this one. */
    int multipleOf() default 1;

    /** Allowed values of a text, compared without case; empty allows any text. */
    String[] choices() default {};
}
