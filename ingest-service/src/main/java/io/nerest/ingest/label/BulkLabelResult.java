package io.nerest.ingest.label;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The outcome for one label of a bulk request.
 *
 * @param frameId as it was sent
 * @param revision the frame's newest revision; absent if the label was rejected
 * @param reason why the label was rejected
 * @param newest the label that was stored meanwhile, in a conflict
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BulkLabelResult(
        String frameId,
        Status status,
        @Nullable Integer revision,
        @Nullable String reason,
        @Nullable LabelView newest) {

    /** Whether the label was stored. */
    public enum Status {
        LABELLED,
        REJECTED,
        /** 'baseRevision' is not the newest revision. */
        CONFLICT
    }

    static BulkLabelResult labelled(LabelView label) {
        return new BulkLabelResult(label.frameId().toString(), Status.LABELLED, label.revision(), null, null);
    }

    static BulkLabelResult rejected(String frameId, String reason) {
        return new BulkLabelResult(frameId, Status.REJECTED, null, reason, null);
    }

    static BulkLabelResult conflict(String frameId, String reason, LabelView newest) {
        return new BulkLabelResult(frameId, Status.CONFLICT, null, reason, newest);
    }
}
