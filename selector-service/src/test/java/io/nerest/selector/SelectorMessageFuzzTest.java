package io.nerest.selector;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.nerest.contracts.Embedding;
import io.nerest.contracts.FrameLabelled;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameRegistered;
import io.nerest.contracts.FrameScored;
import io.nerest.contracts.FrameSource;
import io.nerest.contracts.FrameUnscorable;
import io.nerest.contracts.Losses;
import io.nerest.contracts.Metrics;
import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.Topic;
import io.nerest.contracts.Topics;
import io.nerest.contracts.TrainingProgressed;
import io.nerest.contracts.TrainingRequested;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SharedPlatform;
import io.nerest.testing.SigningKeysResource;
import io.nerest.testing.fuzz.EventMutation;
import io.nerest.testing.fuzz.MessageFuzz;
import io.nerest.testing.fuzz.MutatedRecord;
import io.nerest.vision.box.LabelledBox;
import io.nerest.vision.box.ScoredBox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Mutated events on every topic that the selector reads: each is handled or becomes a dead letter with a reason, none stops a
 * consumer, and no forged or outdated model is stored. {@code -Dnerest.fuzz.messages=5000} makes a long run.
 */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class SelectorMessageFuzzTest extends SelectorTestBase {
    private static final long SEED = 17;
    /** Dead letters of its requests, which the selector reads too. */
    private static final Topic<TrainingRequested> LETTERS = new Topic<>(
            Topics.TRAINING_REQUESTS.deadLetterName(),
            Topics.TRAINING_REQUESTS.eventType(),
            TrainingRequested.class,
            1);

    private static final Set<Topic<?>> TOPICS = Set.of(
            Topics.FRAMES,
            Topics.LABELS,
            Topics.DETECTIONS,
            Topics.MODELS,
            Topics.TRAINING_PROGRESS,
            Topics.UNSCORABLE_FRAMES,
            LETTERS);

    @Inject
    MeterRegistry meters;

    private final EventMutation mutation = new EventMutation(SEED);

    private int handled() {
        return TOPICS.stream()
                .flatMapToDouble(topic -> Stream.of("handled", "duplicates", "skipped")
                        .mapToDouble(what -> meters.counter("nerest.events." + what, "topic", topic.name())
                                .count()))
                .mapToInt(count -> (int) count)
                .sum();
    }

    private static FrameRef frame() {
        return SelectorFixture.frames("fuzz", 1).get(0);
    }

    private MutatedRecord mutated(int number, List<ModelPublished> publications) {
        FrameRef frame = frame();
        String key = frame.frameId().toString();
        Instant now = Instant.now();
        return switch (number % 7) {
            case 0 ->
                mutation.of(
                        Topics.FRAMES, key, new FrameRegistered(frame, "0".repeat(64), now, now, FrameSource.UPLOAD));
            case 1 ->
                mutation.of(
                        Topics.LABELS,
                        key,
                        new FrameLabelled(
                                UUID.randomUUID(),
                                frame,
                                List.of(new LabelledBox(0, 0.5, 0.5, 0.1, 0.1)),
                                "oracle",
                                1,
                                now));
            case 2 ->
                mutation.of(
                        Topics.DETECTIONS,
                        key,
                        new FrameScored(
                                frame.frameId(),
                                "fuzz",
                                "fuzz-model",
                                List.of(new ScoredBox(0, 0.5, 0.5, 0.5, 0.1, 0.1)),
                                new Embedding(new float[] {1, 2}),
                                "pod",
                                1,
                                now));
            case 3 ->
                mutation.of(
                        Topics.TRAINING_PROGRESS,
                        key,
                        new TrainingProgressed(
                                UUID.randomUUID(),
                                UUID.randomUUID(),
                                1,
                                TrainingProgressed.State.EPOCH,
                                1,
                                2,
                                new Losses(1, 1, 1),
                                new Metrics(0.5, 0.5, 0.5, 0.5),
                                1,
                                "one epoch",
                                now));
            case 4 -> mutation.of(Topics.UNSCORABLE_FRAMES, key, new FrameUnscorable(frame, "no image", "pod", now));
            case 5 -> letter(key);
            default -> model(number, publications);
        };
    }

    private MutatedRecord letter(String key) {
        MutatedRecord mutated = mutation.of(
                LETTERS,
                key,
                new TrainingRequested(
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        1,
                        new ObjectRef("nerest", "snapshot", "etag", 1),
                        "0".repeat(64),
                        "base-1",
                        Map.of("epochs", "3"),
                        true,
                        Instant.now()));
        mutated.headers().put("dead-letter-reason", "out of\u0000 range".getBytes(StandardCharsets.UTF_8));
        return mutated;
    }

    /** Mutated, with the signature of another publication, or an outdated one that is sent again. */
    private MutatedRecord model(int number, List<ModelPublished> publications) {
        ModelPublished rejected = publications.get(1);
        return switch (number / 7 % 3) {
            case 0 ->
                mutation.valid(
                        Topics.MODELS,
                        rejected.modelId(),
                        SelectorFixture.model(rejected.modelId(), ModelStatus.PROMOTED, null, null)
                                .withSignature(rejected.signature()));
            case 1 -> mutation.valid(Topics.MODELS, rejected.modelId(), publications.get(0));
            default -> mutation.of(Topics.MODELS, "fuzz-model", rejected);
        };
    }

    @Test
    void everyMutatedEventIsHandledOrADeadLetterAndGoodEventsAreStillHandled() {
        // Given
        String id = "fuzz-" + UUID.randomUUID();
        List<ModelPublished> publications = List.of(
                fixture.sign(SelectorFixture.model(id, ModelStatus.PROMOTED, null, null)),
                fixture.publish(SelectorFixture.model(id, ModelStatus.REJECTED, null, null)));
        driver.awaitOnly(() -> tables.count("from model where id = ?1", id) == 1);
        int models = tables.count("from model");
        int before = handled();
        List<MutatedRecord> records = new ArrayList<>();
        for (int i = 0; i < MessageFuzz.messages(240); i++) {
            records.add(mutated(i, publications));
        }

        // When
        try (MessageFuzz fuzz = new MessageFuzz(SharedPlatform.get().kafkaBootstrapServers(), TOPICS)) {
            fuzz.send(records);
            fuzz.awaitAll(() -> handled() - before, Duration.ofMinutes(10));
            System.out.println("selector: " + fuzz.summary());

            // Then
            assertThat(fuzz.reasons())
                    .isNotEmpty()
                    .allSatisfy(reason -> assertThat(reason)
                            .isNotBlank()
                            .doesNotContainPattern("(nerest|fasterxml|java|hibernate)[a-z.]*\\.[A-Z]")
                            .doesNotContain("Jackson", "JsonToken"));
        }
        assertThat(tables.count("from model")).isEqualTo(models);
        assertThat(tables.texts("select status from model where id = ?1", id)).containsExactly("REJECTED");
        assertThat(driver.campaign(goodEvents()).getString("reason")).contains("out of memory");
    }

    /** A campaign needs an event on every topic. */
    private UUID goodEvents() {
        String camera = "after-fuzz-" + UUID.randomUUID();
        driver.camera(camera, 8);
        driver.labelledCamera(camera + "-val", 1);
        UUID id = driver.open("{'name':'after fuzz','streams':['" + camera + "'],'validation':{'streams':['" + camera
                + "-val']},'initial':2,'batchSize':2,'sampleSize':0,'rounds':1,'strategy':'entropy'}");
        driver.labelBatch(id, 0);
        driver.train(id, 0);
        driver.until(() -> !fixture.scoringRequestsOf(id, 1).isEmpty());
        List<FrameRef> sample = fixture.scoringRequestsOf(id, 1).get(0).frames();
        fixture.send(
                Topics.UNSCORABLE_FRAMES,
                sample.get(0).frameId().toString(),
                new FrameUnscorable(sample.get(0), "no image", "pod", Instant.now()));
        sample.subList(1, sample.size()).forEach(frame -> fixture.score(frame, id + "-r0"));
        driver.labelBatch(id, 1);
        fixture.trainingFails(driver.training(id, 1), "out of memory");
        driver.untilRound(id, 1, "FAILED");
        driver.until(() -> driver.state(id).equals("FAILED"));
        return id;
    }
}
