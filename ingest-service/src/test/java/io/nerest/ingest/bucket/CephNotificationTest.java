package io.nerest.ingest.bucket;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nerest.contracts.Topics;
import io.nerest.ingest.UploadedImages;
import io.nerest.service.objects.ObjectStore;
import io.nerest.testing.SharedPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * The notifications of a real Ceph gateway. Debian's gateway has no endpoint for Kafka: it sends them by HTTP, and they go to the topic as
 * they are.
 */
@EnabledIf("io.nerest.ingest.bucket.CephGateway#isInstalled")
@QuarkusTest
@QuarkusTestResource(value = CephResource.class, restrictToAnnotatedClass = true)
class CephNotificationTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String stream = "ceph-" + UUID.randomUUID();

    @Inject
    ObjectStore store;

    @ConfigProperty(name = "nerest.s3.endpoint")
    URI gateway;

    @Test
    void anObjectThatTheGatewayAnnouncesIsAFrame() throws Exception {
        given().contentType("application/json").body("{}").put("/api/streams/" + stream);
        List<String> names = List.of("plain.jpg", "2026-08-01T12:00:00+11:00.jpg", "a b%2Bc.jpg");
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", SharedPlatform.get().kafkaBootstrapServers()),
                        new StringSerializer(),
                        new ByteArraySerializer());
                CephTopic topic =
                        new CephTopic(gateway, store.bucket(), notification -> forward(producer, notification))) {
            for (int i = 0; i < names.size(); i++) {
                store.put("frames/" + stream + "/" + names.get(i), UploadedImages.jpeg(64 + 8 * i, 48), "image/jpeg");
            }

            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(given().queryParam("stream", stream)
                                    .get("/api/frames")
                                    .jsonPath()
                                    .getList("frames.source"))
                            .containsExactly("BUCKET_NOTIFICATION", "BUCKET_NOTIFICATION", "BUCKET_NOTIFICATION"));
            assertThat(topic.received())
                    .filteredOn(notification -> notification.contains(stream))
                    .hasSize(names.size())
                    .allMatch(notification -> notification.contains("\"eventSource\":\"ceph:s3\""));
        }
    }

    private static void forward(KafkaProducer<String, byte[]> producer, byte[] notification) {
        try {
            producer.send(new ProducerRecord<>(Topics.BUCKET_NOTIFICATIONS, notification))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the notification could not be sent", e);
        }
    }
}
