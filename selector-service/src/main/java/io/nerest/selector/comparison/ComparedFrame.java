package io.nerest.selector.comparison;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nerest.vision.box.LabelledBox;
import io.nerest.vision.box.ScoredBox;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A frame that two models have scored.
 *
 * @param disagreement boxes that have no counterpart of the other model
 * @param boxesA of the first model
 * @param boxesB of the second model
 * @param label human label; absent if there is none, or if a model may have learned from it
 * @param matchesA the first model's boxes compared with the label; absent without one
 * @param matchesB the second model's boxes compared with the label; absent without one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ComparedFrame(
        UUID frameId,
        String streamId,
        @Nullable Instant capturedAt,
        int disagreement,
        List<ScoredBox> boxesA,
        List<ScoredBox> boxesB,
        @Nullable List<LabelledBox> label,
        @Nullable FrameMatches matchesA,
        @Nullable FrameMatches matchesB) {}
