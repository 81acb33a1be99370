package io.nerest.experiments.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;

/** Thrown for a file with invalid content; the message names it and the remedy. */
public final class DamagedFileException extends IOException {

    private static final long serialVersionUID = 1;

    public DamagedFileException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns {@code  at line 3, column 7}, or an empty text if the place is not known. */
    public static String place(JsonProcessingException failure) {
        return failure.getLocation() == null
                ? ""
                : " at line %d, column %d"
                        .formatted(
                                failure.getLocation().getLineNr(),
                                failure.getLocation().getColumnNr());
    }
}
