package io.nerest.scoring.frame;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** Marks a frame as scored by a model. The detections themselves are in the event. */
@Entity
@Table(name = "frame_score")
@SuppressWarnings("NullAway.Init")
public class FrameScoreEntity {
    @EmbeddedId
    FrameScoreId id;

    String pod;

    /** Number of detections. */
    int boxes;

    @Column(name = "scored_at")
    Instant scoredAt;

    /** For Hibernate. */
    protected FrameScoreEntity() {}
}
