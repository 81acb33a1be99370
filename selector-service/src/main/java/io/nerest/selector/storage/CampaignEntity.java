package io.nerest.selector.storage;

import io.nerest.selector.campaign.Campaign;
import io.nerest.selector.campaign.CampaignConfig;
import io.nerest.selector.campaign.CampaignState;
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

/** A row of {@code campaign}. */
@Entity
@Table(name = "campaign")
class CampaignEntity {

    @Id
    UUID id;

    String name;

    @JdbcTypeCode(SqlTypes.JSON)
    String config;

    /** The configuration of the next round on, if a change waits for it. */
    @Column(name = "next_config")
    @JdbcTypeCode(SqlTypes.JSON)
    @Nullable String nextConfig;

    @Column(name = "base_model_id")
    String baseModelId;

    @Column(name = "validation_frames")
    int validationFrames;

    @Enumerated(EnumType.STRING)
    CampaignState state;

    String reason;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    /** For Hibernate, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    CampaignEntity() {}

    CampaignEntity(Campaign campaign) {
        this.id = campaign.id();
        this.name = campaign.config().name();
        this.config = StoredJson.write(campaign.config());
        this.baseModelId = campaign.baseModelId();
        this.validationFrames = campaign.validationFrames();
        this.state = campaign.state();
        this.reason = campaign.reason();
        this.createdAt = campaign.createdAt();
        this.updatedAt = campaign.updatedAt();
    }

    /**
     * Returns the row as a campaign.
     *
     * @throws UnreadableDocumentException if the stored configuration cannot be read
     */
    Campaign toCampaign() {
        return new Campaign(id, storedConfig(), baseModelId, validationFrames, state, reason, createdAt, updatedAt);
    }

    CampaignConfig storedConfig() {
        return StoredJson.config(config);
    }
}
