package io.nerest.selector.pool;

import io.nerest.contracts.EventJson;
import io.nerest.selector.campaign.Campaign;
import io.nerest.selector.campaign.CampaignConfig;
import io.nerest.selector.campaign.CampaignState;
import io.nerest.selector.round.Round;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Campaigns and their rounds, as stored. */
@ApplicationScoped
public class Campaigns {

    private static final String COLUMNS =
            "id, config, base_model_id, validation_frames, state, reason, created_at, updated_at";

    private final Database database;

    public Campaigns(Database database) {
        this.database = database;
    }

    public void add(Campaign campaign) {
        database.update(
                """
                insert into campaign (id, name, config, base_model_id, validation_frames, state, reason, created_at,
                    updated_at) values (?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?)
                """,
                campaign.id(),
                campaign.config().name(),
                SelectorEvents.json(campaign.config()),
                campaign.baseModelId(),
                campaign.validationFrames(),
                campaign.state(),
                campaign.reason(),
                campaign.createdAt(),
                campaign.updatedAt());
    }

    public void setValidationFrames(UUID id, int frames) {
        database.update("update campaign set validation_frames = ? where id = ?", frames, id);
    }

    public Optional<Campaign> byId(UUID id) {
        return database.first("select " + COLUMNS + " from campaign where id = ?", Campaigns::campaign, id);
    }

    /** The campaign, held against changes until the transaction ends. */
    public Optional<Campaign> locked(UUID id) {
        return database.first("select " + COLUMNS + " from campaign where id = ? for update", Campaigns::campaign, id);
    }

    /** All of them, the newest first. */
    public List<Campaign> all() {
        return database.query("select " + COLUMNS + " from campaign order by created_at desc, id", Campaigns::campaign);
    }

    public List<UUID> running() {
        return database.query("select id from campaign where state = 'RUNNING'", row -> Database.uuid(row, "id"));
    }

    /** Frames that running campaigns wait for people to label, each counted once. */
    public int labelsWanted() {
        return database.count("""
                select count(distinct f.id) from campaign c join batch_frame b on b.campaign_id = c.id
                join frame f on f.id = b.frame_id
                where c.state = 'RUNNING' and b.kind = 'LABEL' and f.label_revision is null
                """);
    }

    /**
     * Takes the right to carry a campaign forward until the transaction ends; only one process has it, and a process
     * that dies loses it.
     *
     * @return false where another has it
     */
    public boolean claim(UUID id) {
        return database.first(
                        "select pg_try_advisory_xact_lock(hashtextextended(?, 0))",
                        row -> row.getBoolean(1),
                        "campaign " + id)
                .orElse(false);
    }

    public void setState(UUID id, CampaignState state, String reason, Instant now) {
        database.update(
                "update campaign set state = ?, reason = ?, updated_at = ? where id = ?", state, reason, now, id);
    }

    /** Keeps a configuration for the next round to open with. */
    public void setChange(UUID id, CampaignConfig config, Instant now) {
        database.update(
                "update campaign set next_config = ?::jsonb, updated_at = ? where id = ?",
                SelectorEvents.json(config),
                now,
                id);
    }

    /** What a campaign is to do from its next round on: its configuration, with the changes that wait for that round. */
    public CampaignConfig planned(Campaign campaign) {
        return database.first(
                        "select next_config from campaign where id = ? and next_config is not null",
                        row -> EventJson.read(
                                row.getString("next_config").getBytes(StandardCharsets.UTF_8), CampaignConfig.class),
                        campaign.id())
                .orElse(campaign.config());
    }

    /** The campaign with the configuration that was kept for its next round, which from now on is its own. */
    public Campaign applyChange(Campaign campaign) {
        int changed = database.update(
                "update campaign set config = next_config, next_config = null where id = ? and next_config is not null",
                campaign.id());
        return changed == 0 ? campaign : byId(campaign.id()).orElseThrow();
    }

    public List<Round> rounds(UUID campaignId) {
        return database.query(
                "select body from round where campaign_id = ? order by number", Campaigns::round, campaignId);
    }

    public void save(UUID campaignId, Round round) {
        database.update("""
                insert into round (campaign_id, number, body) values (?, ?, ?::jsonb)
                on conflict (campaign_id, number) do update set body = excluded.body
                """, campaignId, round.number(), new String(EventJson.write(round), StandardCharsets.UTF_8));
    }

    public void drop(UUID campaignId, int round) {
        database.update("delete from round where campaign_id = ? and number = ?", campaignId, round);
    }

    private static Round round(ResultSet row) throws SQLException {
        return EventJson.read(row.getString("body").getBytes(StandardCharsets.UTF_8), Round.class);
    }

    private static Campaign campaign(ResultSet row) throws SQLException {
        return new Campaign(
                Database.uuid(row, "id"),
                EventJson.read(row.getString("config").getBytes(StandardCharsets.UTF_8), CampaignConfig.class),
                row.getString("base_model_id"),
                row.getInt("validation_frames"),
                CampaignState.valueOf(row.getString("state")),
                row.getString("reason"),
                Objects.requireNonNull(Database.instant(row, "created_at")),
                Objects.requireNonNull(Database.instant(row, "updated_at")));
    }
}
