package io.nerest.selector.query;

import io.nerest.vision.box.ScoredBox;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The body of a one-off query. An absent field takes its default.
 *
 * @param count frames to select; 20
 * @param strategy as in campaigns; {@code entropy}
 * @param settings of the strategy, as in campaigns
 * @param streams streams to select from; all
 * @param models whose scores are used, the newest last; the newest model that has scored a frame
 * @param predictions detections of an external model, used instead of stored scores
 * @param sampleSize frames of the pool that are considered, drawn at random; 0 for all
 * @param seed of what is drawn; 0
 */
public record QueryRequest(
        @Nullable Integer count,
        @Nullable String strategy,
        @Nullable Map<String, Object> settings,
        @Nullable List<String> streams,
        @Nullable List<String> models,
        @Nullable List<Prediction> predictions,
        @Nullable Integer sampleSize,
        @Nullable Long seed) {

    /**
     * What an external model detects on a frame.
     *
     * @param boxes empty if it detects nothing
     */
    public record Prediction(
            @Nullable UUID frameId, @Nullable List<ScoredBox> boxes) {}
}
