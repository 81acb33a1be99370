package io.nerest.trainer;

import static io.nerest.trainer.SnapshotFixture.TINY;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.PromotionRequested;
import io.nerest.contracts.Topic;
import io.nerest.contracts.Topics;
import io.nerest.contracts.TrainingCancelled;
import io.nerest.contracts.TrainingProgressed.State;
import io.nerest.contracts.TrainingRequested;
import io.nerest.service.objects.ObjectStore;
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
 * Mutated requests and cancellations: each is handled or becomes a dead letter with a reason, and none stops a consumer or the
 * worker. {@code -Dnerest.fuzz.messages=5000} makes a long run.
 */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class TrainerMessageFuzzTest {
    private static final long SEED = 23;
    private static final Set<Topic<?>> TOPICS =
            Set.of(Topics.TRAINING_REQUESTS, Topics.TRAINING_CANCELLATIONS, Topics.PROMOTION_REQUESTS);

    @Inject
    MeterRegistry meters;

    @Inject
    ObjectStore store;

    private final EventMutation mutation = new EventMutation(SEED);

    private int handled() {
        return TOPICS.stream()
                .mapToInt(topic -> (int) (meters.counter("nerest.events.handled", "topic", topic.name())
                                .count()
                        + meters.counter("nerest.events.duplicates", "topic", topic.name())
                                .count()))
                .sum();
    }

    private MutatedRecord mutated(int number, ModelPublished base) {
        UUID campaign = UUID.randomUUID();
        String key = campaign.toString();
        return switch (number % 3) {
            case 0 ->
                mutation.of(
                        Topics.TRAINING_REQUESTS,
                        key,
                        SnapshotFixture.request(
                                campaign,
                                new ObjectRef("nerest", "snapshots/none.json", "etag", 10),
                                "a".repeat(64),
                                base.modelId(),
                                TINY));
            case 1 ->
                mutation.of(
                        Topics.TRAINING_CANCELLATIONS,
                        key,
                        new TrainingCancelled(UUID.randomUUID(), campaign, 1, "cancelled", Instant.now()));
            default ->
                mutation.of(
                        Topics.PROMOTION_REQUESTS,
                        key,
                        new PromotionRequested(
                                UUID.randomUUID(), campaign, 1, base.modelId(), "the best", Instant.now()));
        };
    }

    @Test
    void everyMutatedEventIsHandledOrADeadLetterAndGoodEventsAreStillHandled() throws Exception {
        try (TrainerFixture trainer = new TrainerFixture();
                MessageFuzz fuzz = new MessageFuzz(SharedPlatform.get().kafkaBootstrapServers(), TOPICS)) {
            // Given
            ModelPublished base = trainer.awaitBase();
            List<String> models = modelsOfRegistry();
            int before = handled();
            List<MutatedRecord> records = new ArrayList<>();
            for (int i = 0; i < MessageFuzz.messages(150); i++) {
                records.add(mutated(i, base));
            }

            // When
            fuzz.send(records);
            fuzz.awaitAll(() -> handled() - before, Duration.ofMinutes(10));
            System.out.println("trainer: " + fuzz.summary());

            // Then
            assertThat(fuzz.reasons())
                    .isNotEmpty()
                    .allSatisfy(reason -> assertThat(reason)
                            .isNotBlank()
                            .doesNotContainPattern("(nerest|fasterxml|java|hibernate)[a-z.]*\\.[A-Z]")
                            .doesNotContain("Jackson", "JsonToken"));
            assertThat(modelsOfRegistry()).isEqualTo(models);
            TrainingRequested good = new SnapshotFixture(store, base.modelId()).request(TINY);
            trainer.request(good);
            trainer.awaitState(good, State.FINISHED);
            assertThat(trainer.modelsOf(good)).hasSize(1);
        }
    }

    private static List<String> modelsOfRegistry() {
        return given().get("/api/models").jsonPath().getList("modelId");
    }
}
