package io.nerest.ingest.stream;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A camera's stream. Frames of unregistered streams are rejected, because most of them have a misspelt stream id. */
@Entity
@Table(name = "stream")
@SuppressWarnings("NullAway.Init")
public class StreamEntity {
    @Id
    String id;

    String name;

    @Column(name = "created_at")
    Instant createdAt;

    /** For Hibernate. */
    protected StreamEntity() {}

    StreamEntity(String id, String name, Instant createdAt) {
        this.id = id;
        this.name = name;
        this.createdAt = createdAt;
    }

    StreamView toView() {
        return new StreamView(id, name, createdAt);
    }
}
