package io.nerest.scoring.frame;

import io.agroal.api.AgroalDataSource;
import io.nerest.contracts.FrameScored;
import io.nerest.contracts.Topics;
import io.nerest.messaging.sending.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Which model has looked at which frame, and the events that tell of it. */
@ApplicationScoped
public class FrameScores {
    private static final String SCORED = "SELECT frame_id FROM frame_score WHERE model_id = ? AND frame_id = ANY (?)";
    private static final String INSERT =
            "INSERT INTO frame_score (frame_id, model_id, pod, boxes, scored_at) VALUES (?, ?, ?, ?, ?)"
                    + " ON CONFLICT DO NOTHING";
    private static final String COUNTS = "SELECT model_id, count(*) FROM frame_score GROUP BY model_id";

    private final AgroalDataSource dataSource;
    private final Outbox outbox;

    FrameScores(AgroalDataSource dataSource, Outbox outbox) {
        this.dataSource = dataSource;
        this.outbox = outbox;
    }

    /** Those of the frames that the model has looked at before. */
    public Set<UUID> scored(String modelId, Collection<UUID> frames) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(SCORED)) {
            query.setString(1, modelId);
            query.setArray(2, connection.createArrayOf("uuid", frames.toArray()));
            Set<UUID> scored = new HashSet<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    scored.add(rows.getObject(1, UUID.class));
                }
            }
            return scored;
        }
    }

    /**
     * Stores scorings and their events in the caller's transaction. Where another pod was first, nothing is stored and
     * nothing is sent.
     */
    public void store(List<FrameScored> scorings) throws SQLException {
        if (scorings.isEmpty()) {
            return;
        }
        int[] stored;
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (FrameScored scoring : scorings) {
                insert.setObject(1, scoring.frameId());
                insert.setString(2, scoring.modelId());
                insert.setString(3, scoring.pod());
                insert.setInt(4, scoring.boxes().size());
                insert.setTimestamp(5, Timestamp.from(scoring.scoredAt()));
                insert.addBatch();
            }
            stored = insert.executeBatch();
        }
        for (int i = 0; i < stored.length; i++) {
            if (stored[i] == 1) {
                FrameScored scoring = scorings.get(i);
                outbox.add(Topics.DETECTIONS, scoring.frameId().toString(), scoring);
            }
        }
    }

    /** Frames scored, by model. */
    public Map<String, Long> counts() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(COUNTS);
                ResultSet rows = query.executeQuery()) {
            Map<String, Long> counts = new HashMap<>();
            while (rows.next()) {
                counts.put(rows.getString(1), rows.getLong(2));
            }
            return counts;
        }
    }
}
