package io.nerest.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How an annotator made a label.
 *
 * @param origin what the annotator did with the suggested boxes
 * @param activeMillis time that the annotator worked on the frame, in milliseconds, without pauses
 * @param blind whether suggestions were withheld on purpose, to measure their influence; no model is named then
 * @param modelId the model whose boxes were suggested; absent if none were
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LabelEffort(
        Origin origin,
        long activeMillis,
        boolean blind,
        @Nullable String modelId) {

    /** How an annotator used the suggested boxes. */
    public enum Origin {
        /** Drew the boxes; no suggestion was kept. */
        SCRATCH,
        /** Accepted all suggested boxes without a change. */
        ACCEPTED,
        /** Changed, added or rejected boxes. */
        CORRECTED,
        /** Marked the frame as empty. */
        EMPTY
    }

    public LabelEffort {
        Require.present(origin, "effort.origin");
        Require.atLeast(activeMillis, 0, "effort.activeMillis");
        if (modelId != null) {
            Require.text(modelId, "effort.modelId");
            if (blind) {
                throw new InvalidEventException(
                        "'effort.modelId' is set, but 'effort.blind' means that no model's boxes were suggested");
            }
        }
    }
}
