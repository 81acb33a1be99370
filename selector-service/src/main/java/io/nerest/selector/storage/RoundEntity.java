package io.nerest.selector.storage;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A row of {@code round}. */
@Entity
@Table(name = "round")
class RoundEntity {

    @EmbeddedId
    RoundId id;

    @JdbcTypeCode(SqlTypes.JSON)
    String body;

    /** For Hibernate, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    RoundEntity() {}

    RoundEntity(RoundId id, String body) {
        this.id = id;
        this.body = body;
    }
}
