package io.nerest.selection;

import java.util.List;

/**
 * One setting, for help texts and for REST.
 *
 * @param name as users write it, in camel case
 * @param type {@code number}, {@code integer}, {@code boolean}, {@code text}, {@code list} or {@code object}
 * @param range the values it takes, such as {@code [0, 1]}; empty if every value of the type is valid
 * @param choices the valid names of a setting that takes one of several; empty for all others
 * @param byDefault its value if it is not given, as a user would write it
 * @param help one line
 */
public record SettingDescription(
        String name, String type, String range, List<String> choices, String byDefault, String help) {

    public SettingDescription {
        choices = List.copyOf(choices);
    }
}
