package io.nerest.selector.storage;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A row of {@code label}: the newest human label of a frame. Written by set operations only, see {@code SelectorEvents}. */
@Entity
@Immutable
@Table(name = "label")
class HumanLabelEntity {

    @Id
    @Column(name = "frame_id")
    UUID frameId;

    int revision;

    String author;

    @JdbcTypeCode(SqlTypes.JSON)
    String boxes;

    @Column(name = "labelled_at")
    Instant labelledAt;

    /** For Hibernate, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    HumanLabelEntity() {}
}
