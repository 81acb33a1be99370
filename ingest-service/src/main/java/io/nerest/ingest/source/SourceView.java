package io.nerest.ingest.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A source in REST responses. Credentials and the queries of URLs are not returned.
 *
 * @param streamId the stream that its frames belong to
 * @param definition with the URL as it may be shown
 * @param hasCredentials whether the URL has a secret part
 * @param fromFile whether the YAML file defines it
 * @param pod that reads it
 * @param stateSince when it entered this state
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SourceView(
        String streamId,
        SourceRequest definition,
        boolean hasCredentials,
        boolean fromFile,
        Instant changedAt,
        SourceState state,
        String detail,
        Instant stateSince,
        @Nullable String pod,
        @Nullable Instant lastFrameAt,
        SourceCounts counts) {}
