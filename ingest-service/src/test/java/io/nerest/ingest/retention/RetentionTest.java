package io.nerest.ingest.retention;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nerest.contracts.BatchKind;
import io.nerest.contracts.BatchSelected;
import io.nerest.contracts.Embedding;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameScored;
import io.nerest.contracts.FrameSource;
import io.nerest.contracts.FrameUnscorable;
import io.nerest.contracts.Topics;
import io.nerest.ingest.UploadedImages;
import io.nerest.ingest.bucket.BucketImporter;
import io.nerest.ingest.frame.FrameQueries;
import io.nerest.service.objects.ObjectStore;
import io.nerest.testing.Neighbours;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SharedPlatform;
import io.nerest.vision.box.ScoredBox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class RetentionTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String stream = "retention-" + UUID.randomUUID();

    @Inject
    Retention retention;

    @Inject
    FrameQueries frames;

    @Inject
    ObjectStore store;

    @Inject
    EntityManager rows;

    @Inject
    BucketImporter importer;

    private UUID upload() {
        return UUID.fromString(given().multiPart("streamId", stream)
                .multiPart("image", "a.jpg", UploadedImages.jpeg(64, 48))
                .post("/api/frames")
                .path("frames[0].frameId"));
    }

    private FrameRef ref(UUID id) {
        return QuarkusTransaction.requiringNew().call(() -> frames.byId(id).toRef());
    }

    private void score(Neighbours neighbours, UUID frame, double... confidences) {
        score(neighbours, frame.toString(), frame, confidences);
    }

    private void score(Neighbours neighbours, String key, UUID frame, double... confidences) {
        List<ScoredBox> boxes = new ArrayList<>();
        for (double confidence : confidences) {
            boxes.add(new ScoredBox(0, confidence, 0.5, 0.5, 0.2, 0.2));
        }
        neighbours.send(
                Topics.DETECTIONS,
                key,
                new FrameScored(frame, stream, "m", boxes, new Embedding(new float[] {1}), "pod", 1, Instant.now()));
    }

    private long count(String condition, UUID... ids) {
        return QuarkusTransaction.requiringNew()
                .call(() -> ((Number) rows.createNativeQuery("SELECT count(*) FROM " + condition + " = ANY (:ids)")
                                .setParameter("ids", ids)
                                .getSingleResult())
                        .longValue());
    }

    /** As if the season had begun long ago: other tests' frames are younger than this stream's. */
    private void makeFramesOld() {
        QuarkusTransaction.requiringNew()
                .run(() -> rows.createNativeQuery(
                                "UPDATE frame SET registered_at = now() - interval '20 days' WHERE stream_id = :stream")
                        .setParameter("stream", stream)
                        .executeUpdate());
    }

    private int expire() {
        return retention.expireUntil(Instant.now().minus(Duration.ofDays(14)));
    }

    @Test
    void framesWithoutAScoreExpireWhenTheyHaveOneOrAfterTheirOwnTime() {
        given().contentType("application/json").body("{}").put("/api/streams/" + stream);
        UUID emptyLater = upload();
        UUID fishLater = upload();
        UUID never = upload();
        UUID labelled = upload();
        given().contentType("application/json")
                .body("{\"author\":\"a\",\"boxes\":[]}")
                .post("/api/frames/" + labelled + "/labels")
                .then()
                .statusCode(201);
        makeFramesOld();
        // As in a stack whose runs have not decided frames of this age: another test's may have.
        QuarkusTransaction.requiringNew()
                .run(() -> rows.createNativeQuery("UPDATE retention_progress SET decided_until = 'epoch'")
                        .executeUpdate());
        expire();
        assertThat(count("frame WHERE id", emptyLater, fishLater, never, labelled))
                .as("kept without a score")
                .isEqualTo(4);
        try (Neighbours neighbours = new Neighbours(
                SharedPlatform.get().kafkaBootstrapServers(), Set.of(Topics.UNSCORABLE_FRAMES), Set.of())) {
            score(neighbours, emptyLater, 0.04);
            score(neighbours, fishLater, 0.9);
            await().atMost(LIMIT).until(() -> count("frame_use WHERE scored AND frame_id", emptyLater, fishLater) == 2);

            assertThat(expire()).isEqualTo(1);

            assertThat(count("frame WHERE id", emptyLater)).isZero();
            assertThat(count("frame WHERE id", fishLater, never, labelled)).isEqualTo(3);
            assertThat(count("unscored_frame WHERE frame_id", emptyLater, fishLater))
                    .as("frames that wait for a score and have one")
                    .isZero();
            assertThat(expire()).as("expired by a second run").isZero();
            retention.expireUnscoredUntil(Instant.now().minus(Duration.ofDays(30)));
            assertThat(count("frame WHERE id", never)).as("a younger frame").isEqualTo(1);

            retention.expireUnscoredUntil(Instant.now().minus(Duration.ofDays(19)));

            assertThat(count("frame WHERE id", never)).isZero();
            assertThat(count("frame WHERE id", fishLater, labelled)).isEqualTo(2);
            List<FrameUnscorable> gone = neighbours.heard(Topics.UNSCORABLE_FRAMES);
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(gone).anySatisfy(event -> {
                        assertThat(event.frame().frameId()).isEqualTo(never);
                        assertThat(event.reason()).contains("no model has scored");
                        assertThat(event.hasExpired()).isTrue();
                    }));
        }
    }

    @Test
    void anObjectThatACameraHasOverwrittenStays() {
        given().contentType("application/json").body("{}").put("/api/streams/" + stream);
        String key = "frames/" + stream + "/latest.jpg";
        store.put(key, UploadedImages.jpeg(64, 48), "image/jpeg");
        assertThat(importer.importAnnounced(List.of(key), FrameSource.BUCKET_NOTIFICATION))
                .isEmpty();
        UUID frame = UUID.fromString(
                given().queryParam("stream", stream).get("/api/frames").path("frames[0].id"));
        store.put(key, UploadedImages.jpeg(72, 48), "image/jpeg");
        makeFramesOld();
        QuarkusTransaction.requiringNew()
                .run(() -> rows.createNativeQuery("UPDATE retention_progress SET decided_until = 'epoch'")
                        .executeUpdate());
        try (Neighbours neighbours = new Neighbours(SharedPlatform.get().kafkaBootstrapServers(), Set.of(), Set.of())) {
            score(neighbours, frame, 0.04);
            await().atMost(LIMIT).until(() -> count("frame_use WHERE scored AND frame_id", frame) == 1);
        }

        assertThat(expire()).isEqualTo(1);

        assertThat(store.stat(key)).as("the newer image").isPresent();
    }

    @Test
    void oldEmptyFramesExpireAndAllOthersAreKept() {
        given().contentType("application/json").body("{}").put("/api/streams/" + stream);
        UUID empty = upload();
        UUID fish = upload();
        UUID labelled = upload();
        UUID selected = upload();
        UUID unscored = upload();
        FrameRef expiring = ref(empty);
        try (Neighbours neighbours = new Neighbours(
                SharedPlatform.get().kafkaBootstrapServers(), Set.of(Topics.UNSCORABLE_FRAMES), Set.of())) {
            score(neighbours, empty, 0.04);
            score(neighbours, fish, 0.02, 0.9);
            score(neighbours, labelled);
            score(neighbours, selected);
            given().contentType("application/json")
                    .body("{\"author\":\"a\",\"boxes\":[]}")
                    .post("/api/frames/" + labelled + "/labels")
                    .then()
                    .statusCode(201);
            neighbours.send(
                    Topics.BATCHES,
                    "campaign",
                    new BatchSelected(
                            UUID.randomUUID(),
                            UUID.randomUUID(),
                            1,
                            BatchKind.LABEL,
                            "random",
                            List.of(new BatchSelected.SelectedFrame(ref(selected), 1, 0, "drawn", List.of())),
                            Instant.now()));
            await().atMost(LIMIT)
                    .until(() -> count("frame_use WHERE scored AND frame_id", empty, fish, labelled, selected) == 4
                            && count("frame_use WHERE selected AND frame_id", selected) == 1);
            makeFramesOld();

            int expired = retention.expireUntil(Instant.now().minus(Duration.ofDays(14)));

            assertThat(expired).isEqualTo(1);
            assertThat(count("frame WHERE id", empty, fish, labelled, selected, unscored))
                    .isEqualTo(4);
            assertThat(count("frame WHERE id", empty)).isZero();
            assertThat(count("seen_object WHERE frame_id", empty)).isZero();
            assertThat(store.stat(expiring.image().key())).isEmpty();
            assertThat(store.stat(ref(fish).image().key())).isPresent();
            given().get("/api/frames/" + empty).then().statusCode(404);
            List<FrameUnscorable> gone = neighbours.heard(Topics.UNSCORABLE_FRAMES);
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(gone).anySatisfy(event -> {
                        assertThat(event.frame()).isEqualTo(expiring);
                        assertThat(event.hasExpired()).isTrue();
                    }));
            assertThat(retention.expireUntil(Instant.now().minus(Duration.ofDays(14))))
                    .as("expired by a second run")
                    .isZero();

            // A score that was requested before arrives now. Events with one key are handled in their order.
            score(neighbours, empty.toString(), empty, 0.9);
            score(neighbours, empty.toString(), fish, 0.99);
            await().atMost(LIMIT).until(() -> count("frame_use WHERE max_confidence > 0.95 AND frame_id", fish) == 1);
            assertThat(count("frame_use WHERE frame_id", empty)).isZero();
        }
    }
}
