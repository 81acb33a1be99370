package io.nerest.ingest.object;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The number of images with one outcome. Frames are counted by their own rows. */
@Entity
@Table(name = "outcome_count")
@SuppressWarnings("NullAway.Init")
public class OutcomeCountEntity {
    @Id
    @Enumerated(EnumType.STRING)
    ObjectOutcome outcome;

    @Column(name = "count")
    long total;

    /** For Hibernate. */
    protected OutcomeCountEntity() {}
}
