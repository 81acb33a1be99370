package io.nerest.arguments;

/**
 * What there is to say of one argument.
 *
 * @param name as users write it, in snake case
 * @param type of its value in Java
 * @param byDefault its value where none is given
 * @param help a line of explanation
 */
public record ArgumentDescription(String name, Class<?> type, String byDefault, String help) {

    /** Whether it may be given without a value, meaning true. */
    public boolean isSwitch() {
        return type == boolean.class;
    }
}
