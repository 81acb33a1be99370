package io.nerest.scoring.frame;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.UUID;

/** Identifies the score of one frame by one model. */
@Embeddable
public record FrameScoreId(
        @Column(name = "frame_id") UUID frameId,
        @Column(name = "model_id") String modelId) {}
