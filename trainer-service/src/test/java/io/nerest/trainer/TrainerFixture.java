package io.nerest.trainer;

import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.Topic;
import io.nerest.contracts.Topics;
import io.nerest.contracts.TrainingProgressed;
import io.nerest.contracts.TrainingRequested;
import io.nerest.testing.Neighbours;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The services around the trainer: what they ask of it, and all that it has ever answered. */
final class TrainerFixture implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Neighbours neighbours;

    final List<TrainingProgressed> progress;
    final List<ModelPublished> models;

    TrainerFixture(String bootstrapServers) {
        neighbours = new Neighbours(
                bootstrapServers,
                Set.of(Topics.TRAINING_PROGRESS, Topics.MODELS),
                Set.of(Topics.TRAINING_REQUESTS, Topics.PROMOTION_REQUESTS));
        progress = neighbours.heard(Topics.TRAINING_PROGRESS);
        models = neighbours.heard(Topics.MODELS);
    }

    void request(TrainingRequested request, UUID eventId) {
        send(Topics.TRAINING_REQUESTS, request.campaignId().toString(), request, eventId);
    }

    <T> void send(Topic<T> topic, String key, T event, UUID eventId) {
        neighbours.send(topic, key, event, eventId);
    }

    /** Waits until a request of that key has been set aside, and tells why. */
    String awaitDeadLetter(Topic<?> topic, String key) {
        return neighbours.awaitDeadLetter(topic, key, LIMIT);
    }

    List<TrainingProgressed> progressOf(TrainingRequested request, TrainingProgressed.State state) {
        return progress.stream()
                .filter(event -> event.trainingId().equals(request.trainingId()) && event.state() == state)
                .toList();
    }

    List<ModelPublished> modelsOf(TrainingRequested request) {
        return models.stream()
                .filter(model -> model.training() != null
                        && model.training().trainingId().equals(request.trainingId()))
                .toList();
    }

    @Override
    public void close() {
        neighbours.close();
    }
}
