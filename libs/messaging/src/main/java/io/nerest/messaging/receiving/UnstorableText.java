package io.nerest.messaging.receiving;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Finds text in JSON that neither the database nor the object store can hold: NUL, and half of a surrogate pair. JSON escapes
 * both as a backslash, {@code u} and four hexadecimal digits. An escaped backslash before {@code u} starts no such escape.
 */
final class UnstorableText {
    private static final int ESCAPE = 6;

    private UnstorableText() {}

    /** Returns what the JSON contains, such as {@code the character NUL (U+0000)}; empty if all its text can be stored. */
    static Optional<String> find(byte[] json) {
        int at = 0;
        while (at < json.length) {
            if (json[at] == '\\') {
                int unit = unit(json, at);
                if (unit < 0) {
                    at += 2;
                    continue;
                }
                at += ESCAPE;
                if (unit == 0) {
                    return Optional.of("the character NUL (U+0000)");
                }
                if (Character.isHighSurrogate((char) unit) && isLowSurrogate(unit(json, at))) {
                    at += ESCAPE;
                } else if (Character.isSurrogate((char) unit)) {
                    return Optional.of(half(unit));
                }
            } else if (isEncodedSurrogate(json, at)) {
                return Optional.of(half(0xD000 | (json[at + 1] & 0x3F) << 6));
            } else {
                at++;
            }
        }
        return Optional.empty();
    }

    private static String half(int unit) {
        return "half of a surrogate pair (U+%04X)".formatted(unit);
    }

    private static boolean isLowSurrogate(int unit) {
        return unit >= 0 && Character.isLowSurrogate((char) unit);
    }

    /** The UTF-16 code unit of an escape that begins here; -1 if none does. */
    private static int unit(byte[] json, int at) {
        if (at + ESCAPE > json.length || json[at] != '\\' || json[at + 1] != 'u') {
            return -1;
        }
        String hex = new String(json, at + 2, 4, StandardCharsets.ISO_8859_1);
        return hex.matches("[0-9A-Fa-f]{4}") ? Integer.parseInt(hex, 16) : -1;
    }

    /** UTF-8 has no code for a surrogate, but a careless writer produces one that begins so. */
    private static boolean isEncodedSurrogate(byte[] json, int at) {
        return json[at] == (byte) 0xED && at + 1 < json.length && (json[at + 1] & 0xE0) == 0xA0;
    }
}
