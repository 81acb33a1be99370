package io.nerest.arguments;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a component of a record as an argument that users can give. Its name is the component's in snake case:
 * {@code closeMosaic} is {@code close_mosaic}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Argument {
    /** The value where none is given, as a user would write it. */
    String byDefault();

    /** A line for {@code --help}. */
    String help();

    /** The least value of a number. */
    double min() default Double.NEGATIVE_INFINITY;

    /** The greatest value of a number. */
    double max() default Double.POSITIVE_INFINITY;
}
