package io.nerest.service.http;

import java.util.Optional;

/** Text that databases and JSON can store: without the NUL character and without half of a surrogate pair. */
final class StorableText {
    private StorableText() {}

    /** Returns the rule that a text breaks, such as {@code contains the character U+0000}; empty if it breaks none. */
    static Optional<String> problem(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return Optional.of("contains the character U+0000; remove it");
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return Optional.of("contains half of a surrogate pair, U+%04X; remove it".formatted((int) c));
            }
        }
        return Optional.empty();
    }
}
