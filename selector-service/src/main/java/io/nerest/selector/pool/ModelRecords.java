package io.nerest.selector.pool;

import io.nerest.contracts.EventJson;
import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.TrainingProgressed;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** ModelRecords as they were last published, and how trainings go. */
@ApplicationScoped
public class ModelRecords {

    private final Database database;

    public ModelRecords(Database database) {
        this.database = database;
    }

    public Optional<ModelPublished> byId(String modelId) {
        return database.first("select event from model where id = ?", row -> model(row.getString("event")), modelId);
    }

    public Optional<ModelPublished> newestBase() {
        return database.first(
                "select event from model where status = 'BASE' order by published_at desc, id limit 1",
                row -> model(row.getString("event")));
    }

    public Optional<ModelPublished> ofTraining(UUID trainingId) {
        return database.first(
                "select event from model where training_id = ? order by published_at, id limit 1",
                row -> model(row.getString("event")),
                trainingId);
    }

    public Optional<TrainingProgressed> progress(UUID trainingId) {
        return database.first(
                "select progress from training where id = ?",
                row -> EventJson.read(bytes(row.getString("progress")), TrainingProgressed.class),
                trainingId);
    }

    /** Several models at once, by id. */
    public Map<String, ModelPublished> byIds(List<String> ids) {
        Map<String, ModelPublished> models = new HashMap<>();
        database.each(
                "select id, event from model where id = any(?)",
                row -> models.put(row.getString("id"), model(row.getString("event"))),
                (Object) ids.toArray(String[]::new));
        return models;
    }

    private static ModelPublished model(String json) {
        return EventJson.read(bytes(json), ModelPublished.class);
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
