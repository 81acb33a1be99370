package io.nerest.ingest.bucket;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nerest.contracts.FrameSource;
import io.nerest.ingest.UploadedImages;
import io.nerest.ingest.object.SeenObjectRepository;
import io.nerest.ingest.stream.StreamService;
import io.nerest.service.objects.ObjectStore;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SharedPlatform;
import io.nerest.testing.config.MappedConfig;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
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

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class BucketImportTest {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    @Inject
    ObjectStore store;

    @Inject
    Reconciler reconciler;

    @Inject
    SeenObjectRepository objects;

    @Inject
    BucketImporter importer;

    @Inject
    StreamService streams;

    @Inject
    ListingPositions positions;

    @Inject
    Scheduler scheduler;

    private final String stream = "bucket-" + UUID.randomUUID();
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
        store.put(key, content, "application/octet-stream");
        return key;
    }

    private void send(String notification) throws Exception {
        producer.send(new ProducerRecord<>("bucket-notifications", notification))
                .get();
    }

    private void announce(String bucket, String key) throws Exception {
        send("""
                {"EventName":"s3:ObjectCreated:Put","Key":"%s/%s","Records":[{"eventName":"s3:ObjectCreated:Put",
                "s3":{"bucket":{"name":"%s"},"object":{"key":"%s","size":1,"eTag":"x"}}}]}""".formatted(bucket, key, bucket, URLEncoder.encode(key, UTF_8)));
    }

    private void announce(String key) throws Exception {
        announce(store.bucket(), key);
    }

    private List<String> frameSources() {
        return get("/api/frames?stream=" + stream).path("frames.source");
    }

    private void awaitFrames(int count) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(frameSources()).hasSize(count));
    }

    @Test
    void anAnnouncedObjectBecomesOneFrameIfItIsAnnouncedTwice() throws Exception {
        String key = put("a b+c.jpg", UploadedImages.jpeg(64, 48));
        String next = put("next.jpg", UploadedImages.jpeg(64, 48));

        announce(key);
        announce(key);
        announce(next);

        // Notifications are handled in order, so the second frame comes after the repeated notification.
        awaitFrames(2);
        assertThat(frameSources()).containsOnly("BUCKET_NOTIFICATION");
    }

    @Test
    void anObjectWithoutANotificationIsRegisteredByTheReconciler() {
        put("lost.jpg", UploadedImages.jpeg(64, 48));

        reconciler.listNewest();

        assertThat(frameSources()).containsExactly("RECONCILER");
    }

    @Test
    void theReconcilerSkipsYoungObjects() {
        put("young.jpg", UploadedImages.jpeg(64, 48));

        with(Map.of("nerest.ingest.reconciler.min-age", "1h")).reconcile();

        assertThat(frameSources()).isEmpty();
    }

    @Test
    void theReconcilerRejectsAnObjectOnceAndListsItAsRejected() {
        String key = put("status.txt", "battery low".getBytes(UTF_8));

        reconciler.listNewest();
        reconciler.listNewest();

        List<String> rejected = get("/api/rejections").path("key");
        assertThat(rejected).containsOnlyOnce(key);
    }

    @Test
    void theReconcilerIsScheduled() {
        assertThat(scheduler.getScheduledJobs())
                .extracting(job -> job.getMethodDescription())
                .anyMatch(method -> String.valueOf(method).contains("Reconciler"));
    }

    @Test
    void anObjectThatIsNotAnImageGoesToTheDeadLettersWithTheReason() throws Exception {
        String key = put("status.txt", "battery low".getBytes(UTF_8));

        announce(key);

        assertThat(deadLetters.awaitReason(stream)).contains(key);
        assertThat(frameSources()).isEmpty();
    }

    @Test
    void aMessageThatIsNotANotificationGoesToTheDeadLettersAndTheNextIsHandled() throws Exception {
        String nonsense = "nonsense-" + UUID.randomUUID();
        String key = put("next.jpg", UploadedImages.jpeg(64, 48));

        send(nonsense);
        announce(key);

        assertThat(deadLetters.awaitReason(nonsense)).contains("not valid JSON");
        awaitFrames(1);
    }

    @Test
    void anObjectOfAnUnknownStreamGoesToTheDeadLetters() throws Exception {
        String unknown = "unknown-" + UUID.randomUUID();
        String key = "frames/" + unknown + "/a.jpg";
        store.put(key, UploadedImages.jpeg(64, 48), "image/jpeg");

        announce(key);

        assertThat(deadLetters.awaitReason(unknown)).contains("stream '" + unknown + "' does not exist");
    }

    @Test
    void anObjectOfAnotherBucketGoesToTheDeadLetters() throws Exception {
        String bucket = "other-" + UUID.randomUUID();

        announce(bucket, "frames/" + stream + "/a.jpg");

        assertThat(deadLetters.awaitReason(bucket)).contains("not from '" + bucket + "'");
    }

    @Inject
    EntityManager rows;

    /** What a database restored from an older backup lacks: the rows of a frame whose image is in the store. */
    @Test
    void afterARestoreFramesAreFoundAgainByTheirImages() {
        String frame = given().multiPart("streamId", stream)
                .multiPart("image", "a.jpg", UploadedImages.jpeg(64, 48), "image/jpeg")
                .post("/api/frames")
                .path("frames[0].frameId");
        QuarkusTransaction.requiringNew().run(() -> {
            for (String table : List.of("seen_object WHERE frame_id", "frame_use WHERE frame_id", "frame WHERE id")) {
                rows.createNativeQuery("DELETE FROM " + table + " = :frame")
                        .setParameter("frame", UUID.fromString(frame))
                        .executeUpdate();
            }
        });
        assertThat(frameSources()).isEmpty();
        Reconciler restoring = with(
                Map.of("nerest.ingest.reconciler.restore-contents", "true", "nerest.ingest.reconciler.min-age", "0s"));

        restoring.restoreContents();

        assertThat(frameSources()).containsExactly(FrameSource.RECONCILER.name());
        get("/api/frames/" + frame).then().statusCode(200);
        assertThat(importer.restore(store.list("images/" + stream + "/", "").toList()))
                .isZero();
    }

    private Reconciler with(Map<String, String> properties) {
        return new Reconciler(
                store, objects, importer, streams, positions, MappedConfig.of(ReconcilerConfig.class, properties));
    }

    @Test
    void aListingOfTheNewestObjectsCostsWhatIsNew() {
        Reconciler repeated =
                with(Map.of("nerest.ingest.reconciler.min-age", "0s", "nerest.ingest.reconciler.overlap", "3"));
        for (int i = 10; i < 50; i++) {
            put("2026-" + i + ".txt", "no image".getBytes(UTF_8));
        }
        int all = repeated.listNewest().listed();
        int settled = repeated.listNewest().listed();

        put("2026-60.jpg", UploadedImages.jpeg(64, 48));
        put("2026-48b.jpg", UploadedImages.jpeg(64, 48));
        Reconciler.Listing listing = repeated.listNewest();

        assertThat(all - settled).isGreaterThanOrEqualTo(37);
        assertThat(listing.listed()).isEqualTo(settled + 2);
        assertThat(listing.registered()).isEqualTo(2);
    }

    @Test
    void aYoungObjectIsInTheNextListing() {
        put("2026-1.jpg", UploadedImages.jpeg(64, 48));
        Map<String, String> old =
                Map.of("nerest.ingest.reconciler.min-age", "1h", "nerest.ingest.reconciler.overlap", "1");
        Reconciler patient = with(old);
        patient.listNewest();

        assertThat(patient.listNewest().listed()).isPositive();
    }

    @Test
    void aKeyThatSortsBeforeAllOthersIsFoundSliceBySliceThoughThePodRestartsAfterEachRun() {
        Map<String, String> slices = Map.of(
                "nerest.ingest.reconciler.min-age", "0s",
                "nerest.ingest.reconciler.overlap", "2",
                "nerest.ingest.reconciler.slice", "50");
        for (int i = 10; i < 20; i++) {
            put("2026-" + i + ".txt", "no image".getBytes(UTF_8));
        }
        with(slices).listNewest();
        put("2025-01.jpg", UploadedImages.jpeg(64, 48));
        Reconciler.Listing newest = with(slices).listNewest();
        long all = store.list("frames/").count();

        for (int run = 0; run <= 1 + all / 50 && frameSources().isEmpty(); run++) {
            Reconciler.Listing slice = with(slices).listSlice(0);
            assertThat(slice.known()).isLessThan(2 * 50);
        }

        assertThat(newest.registered()).isZero();
        assertThat(frameSources()).containsExactly("RECONCILER");
    }

    @Test
    void anObjectThatWasTooYoungForItsSliceIsRegisteredByTheNextRun() {
        Reconciler patient = with(Map.of("nerest.ingest.reconciler.min-age", "2s"));
        put("young.jpg", UploadedImages.jpeg(64, 48));
        patient.reconcile();
        assertThat(frameSources()).isEmpty();

        await().atMost(LIMIT).untilAsserted(() -> {
            patient.reconcile();
            assertThat(frameSources()).containsExactly("RECONCILER");
        });
    }

    @Test
    void aFrameKeepsItsContentWhenTheCameraOverwritesOrDeletesItsObject() {
        byte[] first = UploadedImages.jpeg(64, 48);
        byte[] second = UploadedImages.jpeg(64, 48);
        String key = put("latest.jpg", first);
        importer.importAnnounced(List.of(key), FrameSource.BUCKET_NOTIFICATION);
        put("latest.jpg", second);
        importer.importAnnounced(List.of(key), FrameSource.BUCKET_NOTIFICATION);
        store.remove(key);

        List<String> images = get("/api/frames?stream=" + stream).path("frames.image");

        assertThat(images).hasSize(2);
        assertThat(get(images.get(0)).asByteArray()).isEqualTo(first);
        assertThat(get(images.get(1)).asByteArray()).isEqualTo(second);
    }

    @Test
    void aKeyWithAParentFolderIsRejectedAtOnce() throws Exception {
        String name = "parent-" + UUID.randomUUID();

        announce("frames/" + stream + "/../" + name + ".jpg");

        assertThat(deadLetters.awaitReason(name)).contains("'.' or '..' as a folder");
    }

    @Test
    void rawKeysAsCephSendsThemAreRegistered() throws Exception {
        String percent = put("100%.jpg", UploadedImages.jpeg(64, 48));
        String plus = put("a+b.jpg", UploadedImages.jpeg(64, 48));

        announceRaw(percent);
        announceRaw(plus);

        awaitFrames(2);
        assertThat(frameSources()).containsOnly("BUCKET_NOTIFICATION");
    }

    private void announceRaw(String key) throws Exception {
        send("""
                {"Records":[{"eventName":"ObjectCreated:Put",
                "s3":{"bucket":{"name":"%s"},"object":{"key":"%s","size":1,"eTag":"x"}}}]}""".formatted(store.bucket(), key));
    }

    @Test
    void anObjectThatWasRejectedIsRegisteredWhenItIsAnnouncedAgainAfterItsStreamIsRegistered() {
        String late = "late-" + UUID.randomUUID();
        String key = "frames/" + late + "/a.jpg";
        store.put(key, UploadedImages.jpeg(64, 48), "image/jpeg");
        List<String> before = importer.importAnnounced(List.of(key), FrameSource.BUCKET_NOTIFICATION);
        given().contentType("application/json").body("{}").put("/api/streams/" + late);

        List<String> after = importer.importAnnounced(List.of(key), FrameSource.BUCKET_NOTIFICATION);

        assertThat(before).hasSize(1);
        assertThat(after).isEmpty();
        assertThat(get("/api/frames?stream=" + late).<List<String>>path("frames.source"))
                .hasSize(1);
        assertThat(get("/api/rejections").<List<String>>path("key")).doesNotContain(key);
    }
}
