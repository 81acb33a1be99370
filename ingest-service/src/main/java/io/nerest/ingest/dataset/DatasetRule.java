package io.nerest.ingest.dataset;

import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which labelled frames a version has. All fields are optional.
 *
 * @param streams all if absent or empty
 * @param from captured then or later
 * @param to captured before
 * @param val streams whose frames are the split {@code val}
 * @param test streams whose frames are the split {@code test}; all others are {@code train}
 * @param note about the version, for people
 */
@Schema(example = """
                {"streams": ["nayba-gate", "nayba-weir"], "from": "2026-08-01T00:00:00Z",
                 "val": ["nayba-weir"], "note": "first version"}""")
public record DatasetRule(
        @Size(max = 10_000) @Nullable List<String> streams,
        @Nullable Instant from,
        @Nullable Instant to,
        @Size(max = 10_000) @Nullable List<String> val,
        @Size(max = 10_000) @Nullable List<String> test,
        @Size(max = 1_000) @Nullable String note) {

    /** All labelled frames, without splits. */
    static final DatasetRule ALL = new DatasetRule(null, null, null, null, null, null);

    static String[] array(@Nullable List<String> names) {
        return names == null ? new String[0] : names.toArray(String[]::new);
    }
}
