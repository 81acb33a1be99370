package io.nerest.ingest.idempotency;

import io.nerest.service.http.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a request, so that repeating it stores nothing twice: the header {@code Idempotency-Key}.
 *
 * @param value the key; empty if the sender gave none
 */
public record RequestKey(Optional<String> value) {
    public static final RequestKey NONE = new RequestKey(Optional.empty());

    private static final int LONGEST = 200;

    /**
     * Reads the header's value.
     *
     * @throws ProblemException 422 if the key is blank, too long, or contains other characters than printable ASCII
     */
    public static RequestKey of(@Nullable String header) {
        if (header == null) {
            return NONE;
        }
        if (header.isBlank()
                || header.length() > LONGEST
                || header.chars().anyMatch(character -> character < ' ' || character > '~')) {
            throw ProblemException.invalid(
                    "Idempotency-Key", "must have 1 to " + LONGEST + " printable ASCII characters");
        }
        return new RequestKey(Optional.of(header));
    }
}
