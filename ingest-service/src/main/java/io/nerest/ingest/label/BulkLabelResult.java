package io.nerest.ingest.label;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The outcome for one label of a bulk request.
 *
 * @param frameId as it was sent
 * @param revision the frame's newest revision; absent if the label was rejected
 * @param reason why the label was rejected
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BulkLabelResult(
        String frameId,
        Status status,
        @Nullable Integer revision,
        @Nullable String reason) {

    /** Whether the label was stored. */
    public enum Status {
        LABELLED,
        REJECTED
    }

    static BulkLabelResult labelled(LabelView label) {
        return new BulkLabelResult(label.frameId().toString(), Status.LABELLED, label.revision(), null);
    }

    static BulkLabelResult rejected(String frameId, String reason) {
        return new BulkLabelResult(frameId, Status.REJECTED, null, reason);
    }
}
