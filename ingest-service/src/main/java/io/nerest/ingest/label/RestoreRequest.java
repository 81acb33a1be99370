package io.nerest.ingest.label;

import io.nerest.contracts.InvalidEventException;
import io.nerest.ingest.json.RequiredField;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A request to make an earlier revision of a label the newest again.
 *
 * @param author who restores it
 * @param baseRevision the newest revision that the author saw; the request is refused with 409 if another was stored meanwhile
 * @param tool name of the program that sends it; optional
 */
@Schema(example = """
                {"author": "olga", "baseRevision": 3}""")
public record RestoreRequest(
        String author, Integer baseRevision, @Nullable String tool) {
    /** @throws InvalidEventException if a field is missing or invalid */
    public RestoreRequest {
        RequiredField.check("author", author);
        RequiredField.check("baseRevision", baseRevision);
        if (baseRevision < 1) {
            throw new InvalidEventException("'baseRevision' is " + baseRevision + ", but must be at least 1");
        }
    }
}
