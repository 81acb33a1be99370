package io.nerest.console.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** Stored answers to the question whether a pseudo-label is right. The last answer for a frame counts. */
@ApplicationScoped
class Verdicts {
    private final DataSource database;

    Verdicts(DataSource database) {
        this.database = database;
    }

    void give(UUID campaign, int round, UUID frame, boolean correct, String auditor) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into verdict (campaign_id, round, frame_id, correct, auditor) values (?, ?, ?, ?, ?)
                        on conflict (campaign_id, round, frame_id)
                        do update set correct = excluded.correct, auditor = excluded.auditor, given_at = now()
                        """)) {
            insert.setObject(1, campaign);
            insert.setInt(2, round);
            insert.setObject(3, frame);
            insert.setBoolean(4, correct);
            insert.setString(5, auditor);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Returns the answers of a campaign's round, by frame. */
    Map<UUID, Boolean> of(UUID campaign, int round) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "select frame_id, correct from verdict where campaign_id = ? and round = ?")) {
            query.setObject(1, campaign);
            query.setInt(2, round);
            Map<UUID, Boolean> verdicts = new HashMap<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    verdicts.put(rows.getObject(1, UUID.class), rows.getBoolean(2));
                }
            }
            return verdicts;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static IllegalStateException failure(SQLException e) {
        return new IllegalStateException("the answers of the audit cannot be stored: " + e.getMessage(), e);
    }
}
