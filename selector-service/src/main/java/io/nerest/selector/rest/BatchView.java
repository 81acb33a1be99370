package io.nerest.selector.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nerest.contracts.FrameRef;
import io.nerest.selection.DetectedBox;
import io.nerest.selector.pool.Batches.Chosen;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a round has chosen, frame by frame. */
public record BatchView(UUID campaignId, int round, List<Entry> frames) {

    /**
     * A chosen frame.
     *
     * @param kind LABEL or PSEUDO_LABEL
     * @param score the strategy's number for it
     * @param reason one sentence
     * @param parts what the score was made of
     * @param labelled whether it has a human label by now
     * @param labelRevision of that label
     * @param retracted whether a human label has taken its pseudo-label back
     * @param boxes its pseudo-labels
     * @param ignored boxes that training is told nothing of
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
            boolean retracted,
            List<DetectedBox> boxes,
            List<DetectedBox> ignored) {}

    static BatchView of(UUID campaignId, int round, List<Chosen> chosen) {
        return new BatchView(
                campaignId,
                round,
                chosen.stream()
                        .map(one -> new Entry(
                                one.frame(),
                                one.kind().name(),
                                one.rank(),
                                one.score(),
                                one.reason(),
                                one.parts(),
                                one.labelRevision() != null,
                                one.labelRevision(),
                                one.retracted(),
                                one.boxes(),
                                one.ignored()))
                        .toList());
    }
}
