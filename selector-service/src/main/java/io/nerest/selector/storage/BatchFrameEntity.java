package io.nerest.selector.storage;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A row of {@code batch_frame}: a frame that a round selected. */
@Entity
@Table(name = "batch_frame")
class BatchFrameEntity {

    @EmbeddedId
    BatchFrameId id;

    int rank;

    double score;

    String reason;

    /** The numbers that the score was computed from. */
    @JdbcTypeCode(SqlTypes.JSON)
    String parts;

    /** The boxes of a pseudo-label, encoded by {@link BoxCodec}. */
    byte @Nullable [] boxes;

    /** Ignore regions of a pseudo-label, encoded by {@link BoxCodec}; absent in rows of earlier versions. */
    byte @Nullable [] ignored;

    /** The model whose boxes these are. */
    @Column(name = "model_id")
    @Nullable String modelId;

    boolean retracted;

    /** For Hibernate, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    BatchFrameEntity() {}

    BatchFrameEntity(BatchFrameId id, BatchEntry entry) {
        this.id = id;
        this.rank = entry.rank();
        this.score = entry.score();
        this.reason = entry.reason();
        this.parts = StoredJson.write(entry.parts());
    }
}
