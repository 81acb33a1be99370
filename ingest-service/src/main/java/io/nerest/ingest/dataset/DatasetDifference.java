package io.nerest.ingest.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How one version of a data set differs from another.
 *
 * @param from number of the version that is compared with
 * @param to number of the version that is compared
 * @param added frames that only {@code to} has
 * @param removed frames that only {@code from} has
 * @param relabelled frames of both with another label revision
 * @param moved frames of both with the same label in another split
 * @param unchanged frames that are equal in both
 * @param frames what differs, by frame id
 * @param next to be sent as {@code after} for further frames; absent if there are none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DatasetDifference(
        int from,
        int to,
        long added,
        long removed,
        long relabelled,
        long moved,
        long unchanged,
        List<ChangedFrame> frames,
        @Nullable UUID next) {

    /** What differs in a frame. */
    public enum Change {
        ADDED,
        REMOVED,
        RELABELLED,
        MOVED
    }

    /**
     * A frame that differs. Revision and split are absent on the side that does not have the frame.
     *
     * @param fromRevision of the frame's label
     * @param toRevision of the frame's label
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ChangedFrame(
            UUID frameId,
            String streamId,
            Change change,
            @Nullable Integer fromRevision,
            @Nullable Integer toRevision,
            @Nullable String fromSplit,
            @Nullable String toSplit) {}
}
