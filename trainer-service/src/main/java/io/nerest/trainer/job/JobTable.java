package io.nerest.trainer.job;

import io.agroal.api.AgroalDataSource;
import io.nerest.contracts.EventJson;
import io.nerest.contracts.TrainingRequested;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The stored jobs. A pod holds a job by a lease; what a dead pod held is taken on by the next that asks. */
@ApplicationScoped
public class JobTable {
    private static final String ADD =
            "INSERT INTO training_job (id, campaign_id, round, request, state) VALUES (?, ?, ?, ?, 'QUEUED')"
                    + " ON CONFLICT DO NOTHING";

    private static final String CLAIM = """
            UPDATE training_job SET state = 'RUNNING', pod = ?, leased_until = now() + ? * interval '1 second',
                                    attempts = attempts + 1
            WHERE id = (SELECT id FROM training_job
                        WHERE state = 'QUEUED' OR (state = 'RUNNING' AND (leased_until < now() OR pod = ?))
                        ORDER BY queued_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING request, attempts""";

    private static final String RENEW = "UPDATE training_job SET leased_until = now() + ? * interval '1 second'"
            + " WHERE id = ? AND pod = ? AND state = 'RUNNING'";

    private static final String END =
            "UPDATE training_job SET state = ?, reason = ?, model_id = ?, ended_at = now(), leased_until = NULL"
                    + " WHERE id = ?";

    private static final String LIST =
            "SELECT id, campaign_id, round, state, pod, attempts, reason, model_id FROM training_job"
                    + " ORDER BY queued_at DESC LIMIT ?";

    private final AgroalDataSource dataSource;

    JobTable(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Stores a request in the caller's transaction; false where it is stored already. */
    public boolean add(TrainingRequested request) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(ADD)) {
            insert.setObject(1, request.trainingId());
            insert.setObject(2, request.campaignId());
            insert.setInt(3, request.round());
            insert.setString(4, new String(EventJson.write(request), StandardCharsets.UTF_8));
            return insert.executeUpdate() == 1;
        }
    }

    /** Takes on the oldest job that nobody runs: a queued one, one whose pod is silent, or this pod's own of before. */
    public Optional<TrainingJob> claim(String pod, Duration lease) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setString(1, pod);
            claim.setLong(2, lease.toSeconds());
            claim.setString(3, pod);
            try (ResultSet row = claim.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                byte[] request = row.getString(1).getBytes(StandardCharsets.UTF_8);
                return Optional.of(new TrainingJob(EventJson.read(request, TrainingRequested.class), row.getInt(2)));
            }
        }
    }

    /** Holds on to a job; false where another pod has taken it on. */
    public boolean renew(UUID trainingId, String pod, Duration lease) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement renew = connection.prepareStatement(RENEW)) {
            renew.setLong(1, lease.toSeconds());
            renew.setObject(2, trainingId);
            renew.setString(3, pod);
            return renew.executeUpdate() == 1;
        }
    }

    /** Marks a job as finished with its model, in the caller's transaction. */
    public void finish(UUID trainingId, String modelId) throws SQLException {
        end(trainingId, "FINISHED", null, modelId);
    }

    /** Marks a job as failed, in the caller's transaction. */
    public void fail(UUID trainingId, String reason) throws SQLException {
        end(trainingId, "FAILED", reason, null);
    }

    private void end(UUID trainingId, String state, @Nullable String reason, @Nullable String modelId)
            throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement end = connection.prepareStatement(END)) {
            end.setString(1, state);
            end.setString(2, reason);
            end.setString(3, modelId);
            end.setObject(4, trainingId);
            end.executeUpdate();
        }
    }

    /** A job as REST shows it. */
    public record JobView(
            UUID id,
            UUID campaignId,
            int round,
            String state,
            @Nullable String pod,
            int attempts,
            @Nullable String reason,
            @Nullable String modelId) {}

    /** The newest jobs first. */
    public List<JobView> newest(int most) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement list = connection.prepareStatement(LIST)) {
            list.setInt(1, most);
            try (ResultSet rows = list.executeQuery()) {
                List<JobView> jobs = new ArrayList<>();
                while (rows.next()) {
                    jobs.add(new JobView(
                            rows.getObject(1, UUID.class),
                            rows.getObject(2, UUID.class),
                            rows.getInt(3),
                            rows.getString(4),
                            rows.getString(5),
                            rows.getInt(6),
                            rows.getString(7),
                            rows.getString(8)));
                }
                return jobs;
            }
        }
    }
}
