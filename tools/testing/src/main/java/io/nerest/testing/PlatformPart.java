package io.nerest.testing;

import java.util.Locale;

/** The servers that Nerest depends on. */
public enum PlatformPart {
    KAFKA,
    POSTGRES,
    S3;

    /** Returns the name on the command line: {@code kafka}, {@code postgres}, {@code s3}. */
    String commandName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
