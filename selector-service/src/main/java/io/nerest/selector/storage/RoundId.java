package io.nerest.selector.storage;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.UUID;

/** The primary key of {@code round}. */
@Embeddable
record RoundId(
        @Column(name = "campaign_id") UUID campaignId,
        @Column(name = "number") int number) {}
