package io.nerest.selection;

import io.nerest.arguments.NearestName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Settings by name, as they were given. Each is read by its {@link Setting}; names that none has read are refused. */
final class SettingValues {

    private final Map<String, Object> given;
    private final Set<String> known = new TreeSet<>();

    /** @throws InvalidSelectionException if a value is null */
    SettingValues(Map<String, ? extends @Nullable Object> given) {
        given.forEach((name, value) -> {
            if (value == null) {
                throw new InvalidSelectionException(
                        "setting '" + name + "' is null; give it a value, or leave it out for its default");
            }
        });
        this.given = Map.copyOf(given);
    }

    <T> T get(Setting<T> setting) {
        return get(setting, setting.byDefault());
    }

    <T> T get(Setting<T> setting, T byDefault) {
        known.add(setting.name());
        Object value = given.get(setting.name());
        return value == null ? byDefault : setting.parse(value);
    }

    boolean has(Setting<?> setting) {
        return given.containsKey(setting.name());
    }

    /** The names of all settings that were read. */
    Set<String> known() {
        return Set.copyOf(known);
    }

    /**
     * Refuses names that no setting has read.
     *
     * @param owner what the settings belong to, such as {@code strategy 'coral'}
     */
    void refuseUnknown(String owner) {
        for (String name : new TreeSet<>(given.keySet())) {
            if (!known.contains(name)) {
                throw new InvalidSelectionException(
                        "setting '" + name + "' is not known to " + owner + NearestName.hint(name, List.copyOf(known)));
            }
        }
    }
}
