package io.nerest.selector.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nerest.contracts.FrameRef;
import io.nerest.selector.storage.StoredBatchFrame;
import io.nerest.vision.box.ScoredBox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The batch of a round. */
public record BatchView(UUID campaignId, int round, List<Entry> frames) {

    /**
     * A selected frame.
     *
     * @param kind LABEL or PSEUDO_LABEL
     * @param score the strategy's number for the frame
     * @param reason one sentence
     * @param parts the numbers that the score was computed from
     * @param labelled whether the frame has a human label now
     * @param labelRevision the revision of that label
     * @param secondsToLabel from the batch to that label; 0 if the label is older than the batch
     * @param retracted whether a human label has replaced the pseudo-label
     * @param boxes pseudo-labels
     * @param ignored boxes that training ignores
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Entry(
            FrameRef frame,
            String kind,
            int rank,
            double score,
            String reason,
            Map<String, Double> parts,
            boolean labelled,
            @Nullable Integer labelRevision,
            @Nullable Double secondsToLabel,
            boolean retracted,
            List<ScoredBox> boxes,
            List<ScoredBox> ignored) {}

    /** Returns the view of a batch that was selected at a time. */
    static BatchView of(UUID campaignId, int round, Instant selectedAt, List<StoredBatchFrame> frames) {
        return new BatchView(
                campaignId,
                round,
                frames.stream()
                        .map(frame -> new Entry(
                                frame.frame(),
                                frame.kind().name(),
                                frame.rank(),
                                frame.score(),
                                frame.reason(),
                                frame.parts(),
                                frame.labelRevision() != null,
                                frame.labelRevision(),
                                secondsBetween(selectedAt, frame.labelledAt()),
                                frame.retracted(),
                                frame.boxes(),
                                frame.ignored()))
                        .toList());
    }

    private static @Nullable Double secondsBetween(Instant selectedAt, @Nullable Instant labelledAt) {
        return labelledAt == null
                ? null
                : Math.max(0, Duration.between(selectedAt, labelledAt).toMillis() / 1000.0);
    }
}
