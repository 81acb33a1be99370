package io.nerest.formats.model;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of a data set that an image belongs to. */
public enum Split {
    /** The format or the file names no part. */
    NONE(""),
    TRAIN("train"),
    VAL("val"),
    TEST("test");

    private static final Pattern WORD =
            Pattern.compile("(?:^|[^a-z])(train|training|val|valid|validation|test|testing)(?:[^a-z]|$)");

    private final String label;

    Split(String label) {
        this.label = label;
    }

    /** The name in files: {@code train}, {@code val}, {@code test}, or an empty text. */
    public String label() {
        return label;
    }

    /** Reads a name such as {@code train}, {@code Train} or {@code validation}; anything else is {@link #NONE}. */
    public static Split of(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "train", "training" -> TRAIN;
            case "val", "valid", "validation" -> VAL;
            case "test", "testing" -> TEST;
            default -> NONE;
        };
    }

    /** Finds the first such word in a file name, such as {@code instances_train2017.json}. */
    public static Split within(String name) {
        Matcher matcher = WORD.matcher(name.toLowerCase(Locale.ROOT));
        return matcher.find() ? of(matcher.group(1)) : NONE;
    }
}
