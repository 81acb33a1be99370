package io.nerest.ingest.json;

import io.nerest.contracts.InvalidEventException;
import org.jspecify.annotations.Nullable;

/** Checks that a request contains its required fields. */
public final class RequiredField {
    private RequiredField() {}

    /**
     * Checks one field.
     *
     * @throws InvalidEventException if the value is null, because JSON lacks the field or has null
     */
    public static void check(String name, @Nullable Object value) {
        if (value == null) {
            throw new InvalidEventException("'" + name + "' is missing");
        }
    }
}
