package io.nerest.ingest.source;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A stored source. Written by SQL, because a pod may write only what it holds the lease of. */
@Entity
@Table(name = "source")
@SuppressWarnings("NullAway.Init")
class SourceEntity {
    @Id
    @Column(name = "stream_id")
    String streamId;

    String definition;
    byte @Nullable [] secret;
    long revision;

    @Column(name = "from_file")
    boolean fromFile;

    @Column(name = "changed_at")
    Instant changedAt;

    @Nullable String pod;

    long token;

    @Enumerated(EnumType.STRING)
    SourceState state;

    String detail;

    @Column(name = "state_since")
    Instant stateSince;

    String counts;

    @Column(name = "last_frame_at")
    @Nullable Instant lastFrameAt;

    long progress;

    /** For Hibernate. */
    protected SourceEntity() {}

    SourceRequest request() {
        return SourceJson.read(definition, SourceRequest.class);
    }

    SourceStatus status() {
        return new SourceStatus(state, detail, SourceJson.read(counts, SourceCounts.class), lastFrameAt, progress);
    }

    SourceView toView() {
        return new SourceView(
                streamId,
                request(),
                secret != null,
                fromFile,
                changedAt,
                state,
                detail,
                stateSince,
                pod,
                lastFrameAt,
                status().counts());
    }
}
