package io.nerest.selector.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nerest.contracts.FrameRef;
import io.nerest.selector.pool.Batches.Chosen;
import io.nerest.vision.box.ScoredBox;
import java.time.Duration;
import java.time.Instant;
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
     * @param secondsToLabel from the batch to that label, which is what it cost; 0 where it was there before
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
            @Nullable Double secondsToLabel,
            boolean retracted,
            List<ScoredBox> boxes,
            List<ScoredBox> ignored) {}

    /** The view of a batch; {@code chosenAt} is when people were asked. */
    static BatchView of(UUID campaignId, int round, Instant chosenAt, List<Chosen> chosen) {
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
                                secondsBetween(chosenAt, one.labelledAt()),
                                one.retracted(),
                                one.boxes(),
                                one.ignored()))
                        .toList());
    }

    private static @Nullable Double secondsBetween(Instant chosenAt, @Nullable Instant labelledAt) {
        return labelledAt == null
                ? null
                : Math.max(0, Duration.between(chosenAt, labelledAt).toMillis() / 1000.0);
    }
}
