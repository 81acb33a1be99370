package io.nerest.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.ScoringRequested;
import io.nerest.contracts.Topic;
import io.nerest.contracts.Topics;
import io.nerest.scoring.model.ActiveModel;
import io.nerest.service.objects.ObjectStore;
import io.nerest.service.signing.Signatures;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SharedPlatform;
import io.nerest.testing.SigningKeysResource;
import io.nerest.testing.fuzz.EventMutation;
import io.nerest.testing.fuzz.MessageFuzz;
import io.nerest.testing.fuzz.MutatedRecord;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Mutated frames, scoring requests and models: each is handled or becomes a dead letter with a reason, none stops a consumer,
 * and no forged or outdated model becomes active. {@code -Dnerest.fuzz.messages=5000} makes a long run.
 */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class ScoringMessageFuzzTest {
    private static final long SEED = 19;
    private static final Set<Topic<?>> TOPICS = Set.of(Topics.FRAMES, Topics.SCORING_REQUESTS, Topics.MODELS);

    @Inject
    MeterRegistry meters;

    @Inject
    ObjectStore store;

    @Inject
    Signatures signatures;

    @Inject
    ActiveModel active;

    private final EventMutation mutation = new EventMutation(SEED);
    private FrameSender frames;
    private ModelSender models;

    private int handled() {
        return TOPICS.stream()
                .mapToInt(topic -> (int) (meters.counter("nerest.events.handled", "topic", topic.name())
                                .count()
                        + meters.counter("nerest.events.duplicates", "topic", topic.name())
                                .count()))
                .sum();
    }

    private MutatedRecord mutated(int number, String live, ModelPublished outdated, ModelPublished rejected) {
        FrameRef frame = frames.frame();
        String key = frame.frameId().toString();
        return switch (number % 3) {
            case 0 -> mutation.of(Topics.FRAMES, key, FrameSender.registered(frame));
            case 1 ->
                mutation.of(
                        Topics.SCORING_REQUESTS,
                        key,
                        new ScoringRequested(
                                UUID.randomUUID(), UUID.randomUUID(), 1, live, List.of(frame), Instant.now()));
            default ->
                switch (number / 3 % 3) {
                    case 0 -> mutation.valid(Topics.MODELS, outdated.modelId(), outdated);
                    case 1 ->
                        mutation.valid(
                                Topics.MODELS,
                                rejected.modelId(),
                                ModelSender.published(rejected.modelId(), ModelStatus.PROMOTED, models.weights(), 96)
                                        .withSignature(rejected.signature()));
                    default -> mutation.of(Topics.MODELS, rejected.modelId(), rejected);
                };
        };
    }

    @Test
    void everyMutatedEventIsHandledOrADeadLetterAndGoodEventsAreStillHandled() throws Exception {
        // Given
        frames = new FrameSender(store);
        models = new ModelSender(store, signatures);
        String id = "fuzz-" + UUID.randomUUID();
        ModelPublished outdated = models.signed(id, ModelStatus.PROMOTED, models.weights());
        ModelPublished rejected = models.signed(id, ModelStatus.REJECTED, models.weights());
        models.send(rejected);
        String live = models.promote(active);
        int before = handled();
        List<MutatedRecord> records = new ArrayList<>();
        for (int i = 0; i < MessageFuzz.messages(150); i++) {
            records.add(mutated(i, live, outdated, rejected));
        }

        // When
        try (MessageFuzz fuzz = new MessageFuzz(SharedPlatform.get().kafkaBootstrapServers(), TOPICS)) {
            fuzz.send(records);
            fuzz.awaitAll(() -> handled() - before, Duration.ofMinutes(10));
            System.out.println("scoring: " + fuzz.summary());

            // Then
            assertThat(fuzz.reasons())
                    .isNotEmpty()
                    .allSatisfy(reason -> assertThat(reason)
                            .isNotBlank()
                            .doesNotContainPattern("(nerest|fasterxml|java|hibernate)[a-z.]*\\.[A-Z]")
                            .doesNotContain("Jackson", "JsonToken"));
        }
        assertThat(active.modelId()).contains(live);
        assertThat(frames.sendAndAwait().modelId()).isEqualTo(live);
        FrameRef requested = frames.frame();
        frames.requestScores(live, List.of(requested));
        assertThat(frames.awaitScore(requested).modelId()).isEqualTo(live);
        String next = models.promote(active);
        await().atMost(ScoringFixture.LIMIT)
                .until(() -> frames.sendAndAwait().modelId().equals(next));
    }
}
