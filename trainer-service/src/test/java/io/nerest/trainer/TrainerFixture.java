package io.nerest.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.Topic;
import io.nerest.contracts.Topics;
import io.nerest.contracts.TrainingProgressed;
import io.nerest.contracts.TrainingProgressed.State;
import io.nerest.contracts.TrainingRequested;
import io.nerest.testing.Neighbours;
import io.nerest.testing.SharedPlatform;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Sends events to the trainer, and receives all events that it ever sent. */
final class TrainerFixture implements AutoCloseable {
    static final Duration LIMIT = Duration.ofMinutes(3);

    private final Neighbours neighbours;
    private final List<TrainingProgressed> progress;
    private final List<ModelPublished> models;

    TrainerFixture() {
        neighbours = new Neighbours(
                SharedPlatform.get().kafkaBootstrapServers(),
                Set.of(Topics.TRAINING_PROGRESS, Topics.MODELS),
                Set.of(Topics.TRAINING_REQUESTS, Topics.TRAINING_CANCELLATIONS, Topics.PROMOTION_REQUESTS));
        progress = neighbours.heard(Topics.TRAINING_PROGRESS);
        models = neighbours.heard(Topics.MODELS);
    }

    void request(TrainingRequested request) {
        request(request, UUID.randomUUID());
    }

    void request(TrainingRequested request, UUID eventId) {
        send(Topics.TRAINING_REQUESTS, request.campaignId().toString(), request, eventId);
    }

    <T> void send(Topic<T> topic, String key, T event, UUID eventId) {
        neighbours.send(topic, key, event, eventId);
    }

    /** Waits for the dead letter of that key, and returns its reason. */
    String awaitDeadLetter(Topic<?> topic, String key) {
        return neighbours.awaitDeadLetter(topic, key, LIMIT);
    }

    /** Waits for the base checkpoint. */
    ModelPublished awaitBase() {
        await().atMost(LIMIT)
                .untilAsserted(() ->
                        assertThat(models).extracting(ModelPublished::status).contains(ModelStatus.BASE));
        return models.stream()
                .filter(model -> model.status() == ModelStatus.BASE)
                .findFirst()
                .orElseThrow();
    }

    /** Waits until a training has reached a state once, and returns that event. */
    TrainingProgressed awaitState(TrainingRequested request, State state) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(progressOf(request, state)).hasSize(1));
        return progressOf(request, state).get(0);
    }

    List<TrainingProgressed> progressOf(TrainingRequested request, State state) {
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

    List<ModelPublished> models() {
        return models;
    }

    @Override
    public void close() {
        neighbours.close();
    }
}
