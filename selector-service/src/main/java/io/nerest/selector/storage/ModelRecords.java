package io.nerest.selector.storage;

import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.TrainingProgressed;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Models as they were last published, and the progress of trainings. */
@ApplicationScoped
@Transactional
public class ModelRecords {

    private final PublishedModelRepository models;
    private final TrainingProgressRepository trainings;

    ModelRecords(PublishedModelRepository models, TrainingProgressRepository trainings) {
        this.models = models;
        this.trainings = trainings;
    }

    /** Returns a model by its id. */
    public Optional<ModelPublished> byId(String modelId) {
        return models.findByIdOptional(modelId).map(PublishedModelEntity::published);
    }

    /** Returns several models by their ids; unknown ids are left out. */
    public Map<String, ModelPublished> byIds(List<String> ids) {
        Map<String, ModelPublished> published = new HashMap<>();
        if (!ids.isEmpty()) {
            models.list("id in ?1", ids).forEach(model -> published.put(model.id, model.published()));
        }
        return published;
    }

    /** Returns the base checkpoint that was published last; it may be live. Imported models are used only where they are named. */
    public Optional<ModelPublished> newestBase() {
        return models
                .list("trainingId is null", Sort.descending("publishedAt").and("id", Sort.Direction.Ascending))
                .stream()
                .map(PublishedModelEntity::published)
                .filter(model -> model.importedFrom() == null)
                .findFirst();
    }

    /** Returns the model that a training made; the first one if it published several. */
    public Optional<ModelPublished> ofTraining(UUID trainingId) {
        return models.find("trainingId", Sort.by("publishedAt", "id"), trainingId)
                .firstResultOptional()
                .map(PublishedModelEntity::published);
    }

    /** Returns the last progress of a training. */
    public Optional<TrainingProgressed> progress(UUID trainingId) {
        return trainings.findByIdOptional(trainingId).map(TrainingProgressEntity::progressed);
    }
}
