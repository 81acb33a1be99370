package io.nerest.selector.storage;

import io.nerest.contracts.TrainingProgressed;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A row of {@code training}: the last progress of a training. */
@Entity
@Table(name = "training")
class TrainingProgressEntity {

    @Id
    UUID id;

    @Enumerated(EnumType.STRING)
    TrainingProgressed.State state;

    /** The whole {@link TrainingProgressed}. */
    @JdbcTypeCode(SqlTypes.JSON)
    String progress;

    @Column(name = "updated_at")
    Instant updatedAt;

    /** For Hibernate, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    TrainingProgressEntity() {}

    TrainingProgressed progressed() {
        return StoredJson.event(progress, TrainingProgressed.class);
    }
}
