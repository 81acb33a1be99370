package io.nerest.ingest.bucket;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nerest.ingest.UploadedImages;
import io.nerest.service.objects.ObjectStore;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SharedPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * From the store's notification to the frame, over Kafka and the S3 store of the platform: keys that need escaping, and
 * notifications that are repeated, late, or in another order than the writes. Notifications are handled in the order of their
 * topic, so each test ends with one of an object that must become a frame.
 */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class NotificationPathTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Inject
    ObjectStore store;

    private final String stream = "path-" + UUID.randomUUID();
    private KafkaProducer<String, String> producer;
    private BucketDeadLetters deadLetters;

    @BeforeEach
    void registerStream() {
        given().contentType("application/json").body("{}").put("/api/streams/" + stream);
        String servers = SharedPlatform.get().kafkaBootstrapServers();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new StringSerializer(), new StringSerializer());
        deadLetters = new BucketDeadLetters(servers);
    }

    @AfterEach
    void close() {
        producer.close();
        deadLetters.close();
    }

    private String put(String name, byte[] content) {
        String key = "frames/" + stream + "/" + name;
        store.put(key, content, "image/jpeg");
        return key;
    }

    private void send(String event, String escapedKey, String sequencer) throws Exception {
        producer.send(new ProducerRecord<>(
                        "bucket-notifications", """
                {"Records":[{"eventName":"s3:%s","s3":{"bucket":{"name":"%s"},
                "object":{"key":"%s","size":1,"eTag":"e%s","sequencer":"%s"}}}]}""".formatted(event, store.bucket(), escapedKey, sequencer, sequencer)))
                .get();
    }

    private void created(String escapedKey) throws Exception {
        send("ObjectCreated:Put", escapedKey, "1");
    }

    /** Announces a last object, and returns the images of all frames of the stream when it is one. */
    private List<String> imagesWithALastOne() throws Exception {
        byte[] last = UploadedImages.jpeg(64, 48);
        created(put("last.jpg", last));
        await().atMost(LIMIT)
                .until(() -> images().stream()
                        .anyMatch(image -> java.util.Arrays.equals(get(image).asByteArray(), last)));
        return images().stream()
                .filter(image -> !java.util.Arrays.equals(get(image).asByteArray(), last))
                .toList();
    }

    private List<String> images() {
        return get("/api/frames?stream=" + stream).path("frames.image");
    }

    private static String plus(String key) {
        return URLEncoder.encode(key, UTF_8);
    }

    /** As stores write it that leave slashes and escape spaces as in a path. */
    private static String percent(String key) {
        return plus(key).replace("+", "%20").replace("%2F", "/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b.jpg",
                "\u0440\u0435\u043a\u0430/\u043a\u0430\u0434\u0440 1.jpg",
                "a+b.jpg",
                "a%2Fb.jpg",
                "a%20b.jpg",
                "100%.jpg",
                "a=b&c#d?e.jpg"
            })
    void aKeyOfAnyCharactersIsOneFrameHoweverItIsEscaped(String name) throws Exception {
        byte[] image = UploadedImages.jpeg(64, 48);
        String key = put(name, image);

        created(plus(key));
        created(percent(key));
        created(key);

        List<String> frames = imagesWithALastOne();
        assertThat(frames).hasSize(1);
        assertThat(get(frames.get(0)).asByteArray()).isEqualTo(image);
        assertThat(deadLetters.contains(stream)).isFalse();
    }

    @Test
    void aNotificationThatWasOnlyEscapedFindsItsObject() throws Exception {
        created(plus(put("\u0440\u0435\u043a\u0430 1+2%2F3.jpg", UploadedImages.jpeg(64, 48))));

        assertThat(imagesWithALastOne()).hasSize(1);
    }

    @Test
    void repeatedNotificationsAreOneFrame() throws Exception {
        String key = put("a.jpg", UploadedImages.jpeg(64, 48));
        for (int i = 0; i < 5; i++) {
            created(plus(key));
        }

        assertThat(imagesWithALastOne()).hasSize(1);
    }

    @Test
    void theRemovalBeforeTheCreationOfARemovedObjectIsNoFrameAndNoDeadLetter() throws Exception {
        String key = put("a.jpg", UploadedImages.jpeg(64, 48));
        store.remove(key);
        send("ObjectRemoved:Delete", plus(key), "2");
        send("ObjectCreated:Put", plus(key), "1");

        assertThat(imagesWithALastOne()).isEmpty();
        assertThat(deadLetters.contains(stream)).isFalse();
    }

    @Test
    void anOldRemovalAfterAnObjectWasWrittenAgainRemovesNothing() throws Exception {
        byte[] second = UploadedImages.jpeg(64, 48);
        String key = put("a.jpg", UploadedImages.jpeg(64, 48));
        store.remove(key);
        put("a.jpg", second);
        send("ObjectCreated:Put", plus(key), "3");
        send("ObjectRemoved:Delete", plus(key), "2");
        send("ObjectCreated:Put", plus(key), "1");

        List<String> frames = imagesWithALastOne();
        assertThat(frames).hasSize(1);
        assertThat(get(frames.get(0)).asByteArray()).isEqualTo(second);
    }

    @Test
    void anOlderNotificationAfterANewerOneAddsNoSecondFrame() throws Exception {
        byte[] second = UploadedImages.jpeg(64, 48);
        String key = put("a.jpg", UploadedImages.jpeg(64, 48));
        put("a.jpg", second);
        send("ObjectCreated:Put", plus(key), "2");
        send("ObjectCreated:Put", plus(key), "1");

        List<String> frames = imagesWithALastOne();
        assertThat(frames).hasSize(1);
        assertThat(get(frames.get(0)).asByteArray()).isEqualTo(second);
    }

    @Test
    void anObjectThatIsDeletedBeforeItIsFetchedIsNoFrameAndNoDeadLetter() throws Exception {
        String key = put("a.jpg", UploadedImages.jpeg(64, 48));
        store.remove(key);
        created(plus(key));

        assertThat(imagesWithALastOne()).isEmpty();
        assertThat(deadLetters.contains(stream)).isFalse();
    }
}
