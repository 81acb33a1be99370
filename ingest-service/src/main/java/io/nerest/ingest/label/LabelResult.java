package io.nerest.ingest.label;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The answer for one label of a bulk request.
 *
 * @param frameId as it was sent
 * @param status LABELLED or REJECTED
 * @param revision the frame's newest
 * @param reason why it was rejected
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LabelResult(
        String frameId,
        String status,
        @Nullable Integer revision,
        @Nullable String reason) {}
