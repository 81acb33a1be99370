package io.nerest.selector.storage;

import io.nerest.contracts.BatchKind;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.UUID;

/** The primary key of {@code batch_frame}. */
@Embeddable
record BatchFrameId(
        @Column(name = "campaign_id") UUID campaignId,
        @Column(name = "round") int round,
        @Column(name = "kind") @Enumerated(EnumType.STRING) BatchKind kind,
        @Column(name = "frame_id") UUID frameId) {}
