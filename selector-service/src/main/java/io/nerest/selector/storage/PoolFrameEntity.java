package io.nerest.selector.storage;

import io.nerest.contracts.FrameRef;
import io.nerest.contracts.ObjectRef;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A row of {@code frame}. Rows are written by set operations only, see {@code SelectorEvents}. */
@Entity
@Immutable
@Table(name = "frame")
class PoolFrameEntity {

    @Id
    UUID id;

    @Column(name = "stream_id")
    String streamId;

    String bucket;

    @Column(name = "object_key")
    String objectKey;

    String etag;

    long size;

    int width;

    int height;

    /** Absent while only the frame's label has arrived. */
    @Column(name = "captured_at")
    @Nullable Instant capturedAt;

    /** The revision of the human label; absent while the frame is in the pool. */
    @Column(name = "label_revision")
    @Nullable Integer labelRevision;

    /** A random order of all frames, in [0, 1). */
    @Column(name = "random_key")
    double randomKey;

    /** For Hibernate, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    PoolFrameEntity() {}

    FrameRef toFrameRef() {
        return new FrameRef(id, streamId, new ObjectRef(bucket, objectKey, etag, size), width, height);
    }
}
