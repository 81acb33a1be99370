package io.nerest.trainer.model;

import io.agroal.api.AgroalDataSource;
import io.nerest.contracts.EventJson;
import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The stored models, as they were last published. */
@ApplicationScoped
class ModelTable {
    private static final String SAVE =
            "INSERT INTO model (id, status, event, published_at) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
                    + " SET status = excluded.status, event = excluded.event, published_at = excluded.published_at";

    private static final String BY_ID = "SELECT event FROM model WHERE id = ?";
    private static final String NEWEST = "SELECT event FROM model ORDER BY published_at DESC LIMIT ?";
    private static final String NEWEST_OF_STATUS =
            "SELECT event FROM model WHERE status = ? ORDER BY published_at DESC LIMIT 1";

    private final AgroalDataSource dataSource;

    ModelTable(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    void save(ModelPublished model) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement save = connection.prepareStatement(SAVE)) {
            save.setString(1, model.modelId());
            save.setString(2, model.status().name());
            save.setString(3, new String(EventJson.write(model), StandardCharsets.UTF_8));
            save.setTimestamp(4, Timestamp.from(model.publishedAt()));
            save.executeUpdate();
        }
    }

    Optional<ModelPublished> byId(String id) throws SQLException {
        return query(BY_ID, statement -> statement.setString(1, id)).stream().findFirst();
    }

    List<ModelPublished> newest(int most) throws SQLException {
        return query(NEWEST, statement -> statement.setInt(1, most));
    }

    /** What is live: the model promoted last, or the base checkpoint where none was. */
    Optional<ModelPublished> live() throws SQLException {
        Optional<ModelPublished> promoted = newestOf(ModelStatus.PROMOTED);
        return promoted.isPresent() ? promoted : newestOf(ModelStatus.BASE);
    }

    private Optional<ModelPublished> newestOf(ModelStatus status) throws SQLException {
        return query(NEWEST_OF_STATUS, statement -> statement.setString(1, status.name())).stream()
                .findFirst();
    }

    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }

    private List<ModelPublished> query(String sql, Parameters parameters) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.set(statement);
            try (ResultSet rows = statement.executeQuery()) {
                List<ModelPublished> models = new ArrayList<>();
                while (rows.next()) {
                    models.add(
                            EventJson.read(rows.getString(1).getBytes(StandardCharsets.UTF_8), ModelPublished.class));
                }
                return models;
            }
        }
    }
}
