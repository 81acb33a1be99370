package io.nerest.ingest.bucket;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.nerest.contracts.Topic;
import io.nerest.contracts.Topics;
import io.nerest.ingest.UploadedImages;
import io.nerest.service.objects.ObjectStore;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SharedPlatform;
import io.nerest.testing.fuzz.EventMutation;
import io.nerest.testing.fuzz.MessageFuzz;
import io.nerest.testing.fuzz.MutatedRecord;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Mutated bucket notifications: each is handled or becomes a dead letter with a reason, and none stops the consumer.
 * {@code -Dnerest.fuzz.messages=5000} makes a long run.
 */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class IngestMessageFuzzTest {
    private static final long SEED = 29;

    @SuppressWarnings("rawtypes") // notifications have no event type
    private static final Topic<Map> NOTIFICATIONS = new Topic<>(Topics.BUCKET_NOTIFICATIONS, "none", Map.class, 1);

    @Inject
    MeterRegistry meters;

    @Inject
    ObjectStore store;

    private final EventMutation mutation = new EventMutation(SEED);
    private final String stream = "fuzz-" + UUID.randomUUID();

    private int handled() {
        return (int) meters.counter("nerest.events.handled", "topic", NOTIFICATIONS.name())
                .count();
    }

    private Map<String, Object> notification(String key, long size) {
        return Map.of(
                "EventName",
                "s3:ObjectCreated:Put",
                "Key",
                store.bucket() + "/" + key,
                "Records",
                List.of(Map.of(
                        "eventName",
                        "s3:ObjectCreated:Put",
                        "s3",
                        Map.of(
                                "bucket",
                                Map.of("name", store.bucket()),
                                "object",
                                Map.of("key", key, "size", size, "eTag", "x")))));
    }

    @Test
    void everyMutatedNotificationIsHandledOrADeadLetterAndGoodOnesAreStillHandled() throws Exception {
        // Given
        given().contentType("application/json").body("{}").put("/api/streams/" + stream);
        int before = handled();
        List<MutatedRecord> records = new ArrayList<>();
        for (int i = 0; i < MessageFuzz.messages(80); i++) {
            records.add(mutation.of(
                    NOTIFICATIONS, "key", notification("frames/" + stream + "/" + UUID.randomUUID() + ".jpg", 10)));
        }

        // When
        try (MessageFuzz fuzz =
                new MessageFuzz(SharedPlatform.get().kafkaBootstrapServers(), Set.<Topic<?>>of(NOTIFICATIONS))) {
            fuzz.send(records);
            fuzz.awaitAll(() -> handled() - before, Duration.ofMinutes(10));
            System.out.println("ingest: " + fuzz.summary());

            // Then
            assertThat(fuzz.reasons())
                    .isNotEmpty()
                    .allSatisfy(reason -> assertThat(reason).isNotBlank());
            byte[] jpeg = UploadedImages.jpeg(64, 48);
            String key = "frames/" + stream + "/good.jpg";
            store.put(key, jpeg, "image/jpeg");
            fuzz.send(List.of(mutation.valid(NOTIFICATIONS, "key", notification(key, jpeg.length))));
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () -> assertThat(get("/api/frames?stream=" + stream).<List<String>>path("frames.source"))
                                    .hasSize(1));
        }
    }
}
