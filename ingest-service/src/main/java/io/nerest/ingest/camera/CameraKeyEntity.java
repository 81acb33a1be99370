package io.nerest.ingest.camera;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A key of a stream; its secret as a hash. */
@Entity
@Table(name = "camera_key")
@SuppressWarnings("NullAway.Init")
public class CameraKeyEntity {
    @Id
    String id;

    @Column(name = "stream_id")
    String streamId;

    @Column(name = "secret_sha256")
    String secretHash;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "created_by")
    String createdBy;

    /** For Hibernate. */
    protected CameraKeyEntity() {}

    CameraKeyEntity(CameraKeyText key, String streamId, Instant createdAt, String createdBy) {
        this.id = key.id();
        this.streamId = streamId;
        this.secretHash = key.secretHash();
        this.createdAt = createdAt;
        this.createdBy = createdBy;
    }

    CameraKeyView toView() {
        return new CameraKeyView(id, streamId, createdAt, createdBy);
    }
}
