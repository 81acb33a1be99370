package io.nerest.selector.storage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nerest.contracts.FrameRef;
import io.nerest.vision.box.ScoredBox;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A frame that waits for a label of an annotator.
 *
 * @param capturedAt absent while only its batch is known
 * @param requests the rounds of campaigns that request the label, by rank
 * @param draws the seasons that drew the frame, by place; there is a request or a draw
 * @param suggestion what the newest model that scored the frame detected; absent if none has scored it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OpenFrame(
        FrameRef frame,
        @Nullable Instant capturedAt,
        List<Request> requests,
        List<Draw> draws,
        @Nullable Suggestion suggestion) {

    /**
     * A round that requests the label.
     *
     * @param campaign the campaign's name
     * @param rank place in the round's batch, from 1
     * @param score the strategy's number for the frame
     * @param reason one sentence
     * @param parts the numbers that the score was computed from
     */
    public record Request(
            UUID campaignId,
            String campaign,
            int round,
            int rank,
            double score,
            String reason,
            Map<String, Double> parts) {}

    /**
     * A season that drew the frame at random, to correct the model's counts.
     *
     * @param season the season's name
     * @param place in the order of the draws, from 1
     */
    public record Draw(UUID seasonId, String season, int round, int place) {}

    /** Boxes that a model detected. */
    public record Suggestion(String modelId, Instant scoredAt, List<ScoredBox> boxes) {}
}
