package io.nerest.ingest.stream;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request to register a stream.
 *
 * @param name shown to people; the stream's id if absent
 */
public record StreamRequest(
        @Size(min = 1, max = 200) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank") @Nullable String name) {}
