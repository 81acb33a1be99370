package io.nerest.selector.storage;

import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
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
import org.jspecify.annotations.Nullable;

/** A row of {@code model}: a model as it was last published. */
@Entity
@Table(name = "model")
class PublishedModelEntity {

    @Id
    String id;

    @Enumerated(EnumType.STRING)
    ModelStatus status;

    /** The whole {@link ModelPublished}. */
    @JdbcTypeCode(SqlTypes.JSON)
    String event;

    @Column(name = "training_id")
    @Nullable UUID trainingId;

    @Column(name = "published_at")
    Instant publishedAt;

    /** For Hibernate, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    PublishedModelEntity() {}

    ModelPublished published() {
        return StoredJson.event(event, ModelPublished.class);
    }
}
