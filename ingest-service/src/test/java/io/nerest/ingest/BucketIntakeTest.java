package io.nerest.ingest;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nerest.service.objects.ObjectStore;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SharedPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class BucketIntakeTest {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    @Inject
    ObjectStore store;

    private final String stream = "bucket-" + UUID.randomUUID();

    @BeforeEach
    void registerStream() {
        given().contentType("application/json").body("{}").put("/api/streams/" + stream);
    }

    private static void announce(String value) throws Exception {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", SharedPlatform.get().kafkaBootstrapServers());
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("bucket-notifications", value)).get();
        }
    }

    private static String notification(String bucket, String key) {
        return """
                {"EventName":"s3:ObjectCreated:Put","Key":"%s/%s","Records":[{"eventName":"s3:ObjectCreated:Put",
                "s3":{"bucket":{"name":"%s"},"object":{"key":"%s","size":1,"eTag":"x"}}}]}""".formatted(bucket, key, bucket, URLEncoder.encode(key, StandardCharsets.UTF_8));
    }

    private List<Map<String, Object>> frames() {
        return get("/api/frames?stream=" + stream).path("frames");
    }

    private static String deadLetterReason(String containing) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                SharedPlatform.get().kafkaBootstrapServers(),
                "group.id",
                UUID.randomUUID().toString(),
                "auto.offset.reset",
                "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("bucket-notifications.dead-letter"));
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<String, String> letter : consumer.poll(Duration.ofMillis(300))) {
                    if (letter.value().contains(containing)) {
                        return new String(
                                letter.headers()
                                        .lastHeader("dead-letter-reason")
                                        .value(),
                                StandardCharsets.UTF_8);
                    }
                }
            }
            return "no dead letter contains " + containing;
        }
    }

    @Test
    void anAnnouncedObjectBecomesOneFrameHoweverOftenItIsAnnounced() throws Exception {
        String key = "frames/" + stream + "/a b+c.jpg";
        store.put(key, UploadImages.jpeg(64, 48), "image/jpeg");

        announce(notification(store.bucket(), key));
        announce(notification(store.bucket(), key));

        await().atMost(LIMIT).untilAsserted(() -> assertThat(frames()).hasSize(1));
        assertThat(frames().get(0)).containsEntry("source", "BUCKET_NOTIFICATION");
    }

    @Test
    void anObjectThatNobodyAnnouncedIsFoundByTheReconciler() {
        store.put("frames/" + stream + "/forgotten.jpg", UploadImages.jpeg(64, 48), "image/jpeg");

        await().atMost(LIMIT).untilAsserted(() -> assertThat(frames()).hasSize(1));
        assertThat(frames().get(0)).containsEntry("source", "RECONCILER");
    }

    @Test
    void anObjectThatIsNoPictureStandsInADeadLetterWithTheReason() throws Exception {
        String key = "frames/" + stream + "/status.txt";
        store.put(key, "battery low".getBytes(StandardCharsets.UTF_8), "text/plain");

        announce(notification(store.bucket(), key));

        assertThat(deadLetterReason(stream)).contains(key);
        assertThat(frames()).isEmpty();
    }

    @Test
    void aRecordThatIsNoNotificationStandsInADeadLetterAndTheNextIsHandled() throws Exception {
        String nonsense = "nonsense-" + UUID.randomUUID();
        String key = "frames/" + stream + "/next.jpg";
        store.put(key, UploadImages.jpeg(64, 48), "image/jpeg");

        announce(nonsense);
        announce(notification(store.bucket(), key));

        assertThat(deadLetterReason(nonsense)).contains("not JSON");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(frames()).hasSize(1));
    }

    @Test
    void anObjectOfAnUnknownStreamStandsInADeadLetter() throws Exception {
        String key = "frames/unknown-" + UUID.randomUUID() + "/a.jpg";
        store.put(key, UploadImages.jpeg(64, 48), "image/jpeg");

        announce(notification(store.bucket(), key));

        assertThat(deadLetterReason(key.substring(7, 30))).contains("there is no stream");
    }
}
