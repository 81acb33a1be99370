package io.nerest.selector.storage;

import io.nerest.selector.campaign.Campaign;
import io.nerest.selector.campaign.CampaignConfig;
import io.nerest.selector.campaign.CampaignState;
import io.nerest.selector.round.Round;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/** Campaigns and their rounds, as stored. Every method joins the caller's transaction, or runs in one of its own. */
@ApplicationScoped
@Transactional
public class Campaigns {

    private final CampaignRepository campaigns;
    private final RoundRepository rounds;
    private final Session session;

    Campaigns(CampaignRepository campaigns, RoundRepository rounds, Session session) {
        this.campaigns = campaigns;
        this.rounds = rounds;
        this.session = session;
    }

    /** Stores a new campaign. */
    public void add(Campaign campaign) {
        campaigns.persist(new CampaignEntity(campaign));
    }

    /** Sets how many frames the validation set has. */
    public void setValidationFrames(UUID id, int frames) {
        campaigns.findById(id).validationFrames = frames;
    }

    /**
     * Returns a campaign.
     *
     * @throws UnreadableDocumentException if its stored configuration cannot be read
     */
    public Optional<Campaign> byId(UUID id) {
        return campaigns.findByIdOptional(id).map(CampaignEntity::toCampaign);
    }

    /**
     * Returns a campaign as it is now, and locks its row until the transaction ends. What another transaction has
     * committed since this one first read the campaign is seen.
     */
    public Optional<Campaign> locked(UUID id) {
        return lockedEntity(id).map(CampaignEntity::toCampaign);
    }

    private Optional<CampaignEntity> lockedEntity(UUID id) {
        return campaigns.findByIdOptional(id).map(campaign -> {
            session.flush();
            session.refresh(campaign, LockModeType.PESSIMISTIC_WRITE);
            return campaign;
        });
    }

    /** Returns all campaigns, the newest first; one whose configuration cannot be read hides no other. */
    public List<ListedCampaign> all() {
        return campaigns.listAll(Sort.descending("createdAt").and("id", Sort.Direction.Ascending)).stream()
                .map(Campaigns::listed)
                .toList();
    }

    private static ListedCampaign listed(CampaignEntity entity) {
        try {
            return new ListedCampaign.Listed(entity.toCampaign());
        } catch (UnreadableDocumentException e) {
            return new ListedCampaign.Unreadable(entity.id, entity.name, entity.state, String.valueOf(e.getMessage()));
        }
    }

    /** Returns the ids of the campaigns that are RUNNING. */
    public List<UUID> running() {
        return session.createSelectionQuery("select id from CampaignEntity where state = :state", UUID.class)
                .setParameter("state", CampaignState.RUNNING)
                .getResultList();
    }

    /** Returns how many frames running campaigns wait for annotators to label, each frame counted once. */
    public int labelsWanted() {
        return session.createNativeQuery("""
                select count(distinct f.id) from campaign c join batch_frame b on b.campaign_id = c.id
                join frame f on f.id = b.frame_id
                where c.state = 'RUNNING' and b.kind = 'LABEL' and f.label_revision is null
                """, Integer.class).getSingleResult();
    }

    /** Returns how many rounds of running campaigns have requested a training and wait for its model. */
    public int trainingsAwaited() {
        return session.createNativeQuery("""
                select count(*) from campaign c join round r on r.campaign_id = c.id
                where c.state = 'RUNNING' and r.body ->> 'state' = 'TRAINING'
                """, Integer.class).getSingleResult();
    }

    /**
     * Takes the right to advance a campaign until the transaction ends. One process has it at a time; a process that
     * dies loses it.
     *
     * @return false if another process has it
     */
    public boolean claim(UUID id) {
        return session.createNativeQuery(
                        "select pg_try_advisory_xact_lock(hashtextextended(:campaign, 0))", Boolean.class)
                .setParameter("campaign", "campaign " + id)
                .getSingleResult();
    }

    /** Sets the state of a campaign and the reason for it. */
    public void setState(UUID id, CampaignState state, String reason, Instant now) {
        CampaignEntity campaign = campaigns.findById(id);
        campaign.state = state;
        campaign.reason = reason;
        campaign.updatedAt = now;
    }

    /** Sets the state and its reason if the campaign is RUNNING. Its configuration need not be readable. */
    public void setStateIfRunning(UUID id, CampaignState state, String reason, Instant now) {
        lockedEntity(id)
                .filter(campaign -> campaign.state == CampaignState.RUNNING)
                .ifPresent(campaign -> setState(id, state, reason, now));
    }

    /** Stores a configuration that applies from the next round on. */
    public void setChange(UUID id, CampaignConfig config, Instant now) {
        CampaignEntity campaign = campaigns.findById(id);
        campaign.nextConfig = StoredJson.write(config);
        campaign.updatedAt = now;
    }

    /** Returns the configuration that applies from the campaign's next round on. */
    public CampaignConfig planned(Campaign campaign) {
        return campaigns
                .findByIdOptional(campaign.id())
                .flatMap(entity -> Optional.ofNullable(entity.nextConfig))
                .map(StoredJson::config)
                .orElse(campaign.config());
    }

    /** Returns a campaign with the configuration that applies from its next round on; changes and locks nothing. */
    public Campaign withPlanned(Campaign campaign) {
        return campaign.with(planned(campaign));
    }

    /**
     * Makes a planned configuration the campaign's. A change that arrived after it was read waits for the round after. The
     * caller holds the lock of the campaign.
     */
    public void applyChange(UUID id, CampaignConfig applied) {
        CampaignEntity entity = campaigns.findById(id);
        String next = entity.nextConfig;
        if (next != null) {
            entity.config = StoredJson.write(applied);
            entity.name = applied.name();
            entity.nextConfig = StoredJson.config(next).equals(applied) ? null : next;
        }
    }

    /** Returns a campaign's rounds in order. */
    public List<Round> rounds(UUID campaignId) {
        return rounds.list("id.campaignId", Sort.by("id.number"), campaignId).stream()
                .map(round -> StoredJson.round(round.body))
                .toList();
    }

    /** Stores a round, new or changed. */
    public void save(UUID campaignId, Round round) {
        RoundId id = new RoundId(campaignId, round.number());
        String body = StoredJson.write(round);
        rounds.findByIdOptional(id)
                .ifPresentOrElse(stored -> stored.body = body, () -> rounds.persist(new RoundEntity(id, body)));
    }

    /** Removes a round that has nothing to do. */
    public void drop(UUID campaignId, int round) {
        rounds.deleteById(new RoundId(campaignId, round));
    }
}
