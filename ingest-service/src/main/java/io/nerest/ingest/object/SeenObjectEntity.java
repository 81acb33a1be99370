package io.nerest.ingest.object;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One version of an object that was processed. Rows never change. */
@Entity
@Table(name = "seen_object")
@SuppressWarnings("NullAway.Init")
public class SeenObjectEntity {
    @EmbeddedId
    SeenObjectId id;

    @Enumerated(EnumType.STRING)
    ObjectOutcome outcome;

    @Column(name = "frame_id")
    @Nullable UUID frameId;

    @Nullable String reason;

    @Column(name = "seen_at")
    Instant seenAt;

    /** For Hibernate. */
    protected SeenObjectEntity() {}

    RejectedObject toRejectedObject() {
        return new RejectedObject(id.objectKey(), id.etag(), reason, seenAt);
    }
}
