package io.nerest.standalone.backup;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A part of an installation that keeps state and can be lost. */
enum LostPart {
    POSTGRES("postgres"),
    STORE("s3"),
    KAFKA("kafka");

    private final String folder;

    LostPart(String folder) {
        this.folder = folder;
    }

    /** Returns the name of its folder in a data directory. */
    String folder() {
        return folder;
    }

    /** Returns whether a backup is needed to restore it. The state of Kafka follows from that of the others. */
    boolean needsBackup() {
        return this != KAFKA;
    }

    /**
     * Parses {@code --lost}.
     *
     * @throws IllegalArgumentException if a name is unknown or none is given
     */
    static Set<LostPart> parse(List<String> names) {
        Set<LostPart> parts = EnumSet.noneOf(LostPart.class);
        for (String name : names) {
            parts.add(Arrays.stream(values())
                    .filter(part -> part.name().toLowerCase(Locale.ROOT).equals(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "--lost: there is no part '" + name + "'; the parts are postgres, store and kafka")));
        }
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("--lost: name at least one of postgres, store and kafka");
        }
        return parts;
    }
}
