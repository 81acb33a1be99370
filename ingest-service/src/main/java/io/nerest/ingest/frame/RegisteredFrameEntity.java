package io.nerest.ingest.frame;

import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameSource;
import io.nerest.contracts.ObjectRef;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A frame. Rows never change, except that the mark of a near-duplicate ends when the other frame expires. */
@Entity
@Table(name = "frame")
@SuppressWarnings("NullAway.Init")
public class RegisteredFrameEntity {
    @Id
    UUID id;

    @Column(name = "stream_id")
    String streamId;

    String sha256;
    String bucket;

    @Column(name = "object_key")
    String objectKey;

    String etag;
    long size;
    int width;
    int height;

    @Column(name = "captured_at")
    Instant capturedAt;

    @Column(name = "registered_at")
    Instant registeredAt;

    @Enumerated(EnumType.STRING)
    FrameSource source;

    @Column(name = "near_duplicate_of")
    @Nullable UUID nearDuplicateOf;

    /** For Hibernate. */
    protected RegisteredFrameEntity() {}

    /** Returns the frame as events reference it. */
    public FrameRef toRef() {
        return new FrameRef(id, streamId, image(), width, height);
    }

    ObjectRef image() {
        return new ObjectRef(bucket, objectKey, etag, size);
    }

    FrameView toView() {
        return new FrameView(
                id,
                streamId,
                capturedAt,
                registeredAt,
                width,
                height,
                sha256,
                source,
                "/api/frames/" + id + "/image",
                nearDuplicateOf);
    }
}
