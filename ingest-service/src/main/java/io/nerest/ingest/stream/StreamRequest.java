package io.nerest.ingest.stream;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request to register a stream.
 *
 * @param name shown to people; the stream's id if absent
 */
@Schema(example = """
                {"name": "Nayba, upper gate"}""")
public record StreamRequest(
        @Size(min = 1, max = 200) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank") @Nullable String name) {}
