package io.nerest.selector.deadletter;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code dead_letter_decision}. */
@Entity
@Table(name = "dead_letter_decision")
class DeadLetterDecisionEntity {

    /** A decision. */
    enum Decision {
        RESENT,
        DROPPED
    }

    /** Topic, partition and offset, as {@link DeadLetterId} writes them. */
    @Id
    String id;

    @Enumerated(EnumType.STRING)
    Decision decision;

    @Column(name = "decided_at")
    Instant decidedAt;

    /** For Hibernate, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    DeadLetterDecisionEntity() {}
}
