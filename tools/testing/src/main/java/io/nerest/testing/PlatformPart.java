package io.nerest.testing;

import java.util.Locale;

/** The servers that Nerest stands on. */
public enum PlatformPart {
    KAFKA,
    POSTGRES,
    S3;

    /** The part's name on command lines: {@code kafka}, {@code postgres}, {@code s3}. */
    String commandName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
