package io.nerest.ingest.json;

import org.jspecify.annotations.Nullable;

/** Checks that a request contains its required fields. */
public final class RequiredField {
    private RequiredField() {}

    /** @throws IllegalArgumentException if the value is null, because JSON lacks the field or has null */
    public static void check(String name, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
    }
}
