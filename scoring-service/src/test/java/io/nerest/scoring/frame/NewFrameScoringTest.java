package io.nerest.scoring.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameScored;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.Topics;
import io.nerest.scoring.FrameSender;
import io.nerest.scoring.ModelSender;
import io.nerest.scoring.ScoringFixture;
import io.nerest.scoring.model.ActiveModel;
import io.nerest.service.objects.ObjectStore;
import io.nerest.service.signing.Signatures;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SharedPlatform;
import io.nerest.testing.SigningKeysResource;
import io.nerest.testing.TracedRecord;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Uses the real network, base checkpoint, broker, database and object store. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class NewFrameScoringTest {
    private final ScoringFixture fixture = ScoringFixture.shared();

    @Inject
    ObjectStore store;

    @Inject
    Signatures signatures;

    @Inject
    ActiveModel active;

    private FrameSender frames;
    private String modelId;

    @BeforeEach
    void activateAModel() throws IOException {
        frames = new FrameSender(store);
        modelId = new ModelSender(store, signatures).ensureActive(active);
    }

    @Test
    void aScoreNamesModelAndPodAndHasAnEmbedding() {
        FrameScored score = frames.sendAndAwait();

        assertThat(score.modelId()).isEqualTo(modelId);
        assertThat(score.streamId()).isEqualTo("test");
        assertThat(score.pod()).isEqualTo("scoring-under-test");
        assertThat(score.embedding().length()).isEqualTo(256);
        float[] values = score.embedding().values();
        assertThat(values).doesNotContain(Float.NaN);
        assertThat(values).isNotEqualTo(new float[values.length]);
    }

    @Test
    void aScoreBelongsToTheTraceOfItsFrameAndItsAgeAndModelAreMeasured() {
        FrameRef frame = frames.frame();
        String key = frame.frameId().toString();
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        fixture.sendTraced(Topics.FRAMES, key, FrameSender.registered(frame), "00-" + trace + "-00f067aa0ba902b7-01");

        assertThat(TracedRecord.awaitTraceId(SharedPlatform.get().kafkaBootstrapServers(), "detections", key))
                .isEqualTo(trace);
        assertThat(RestAssured.get("/q/metrics").asString())
                .contains("nerest_frame_age_seconds_bucket{le=\"60.0\"}")
                .contains("nerest_model_info{model=\"" + modelId + "\"}");
    }

    @Test
    void theTimeOfTheNetworkIsMeasuredByDeviceAndIsAPartOfTheTimeOfScoring() {
        double before = seconds("nerest_scoring_inference_seconds_sum{device=\"cpu\"");
        double scoringBefore = seconds("nerest_scoring_duration_seconds_sum");

        frames.sendAndAwait();

        double network = seconds("nerest_scoring_inference_seconds_sum{device=\"cpu\"") - before;
        assertThat(network).isPositive();
        assertThat(seconds("nerest_scoring_duration_seconds_sum") - scoringBefore)
                .isGreaterThan(network);
    }

    private static double seconds(String sample) {
        return RestAssured.given()
                .accept("text/plain; version=0.0.4")
                .get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(sample))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void aFrameIsScoredOnceIfItsEventIsRepeated() {
        // Given
        FrameRef frame = frames.frame();
        String key = frame.frameId().toString();
        UUID eventId = UUID.randomUUID();

        // When
        fixture.send(Topics.FRAMES, key, FrameSender.registered(frame), eventId);
        fixture.send(Topics.FRAMES, key, FrameSender.registered(frame), eventId);
        frames.send(frame);
        frames.awaitAllScoresOf(frame);

        // Then
        assertThat(fixture.scoresOf(frame.frameId())).hasSize(1);
    }

    @Test
    void aRecordThatIsNotAFrameGoesToTheDeadLettersAndTheNextFrameIsScored() {
        String key = UUID.randomUUID().toString();

        fixture.sendRaw(Topics.FRAMES, key, "no JSON".getBytes(UTF_8), Topics.FRAMES.eventType());

        assertThat(fixture.awaitDeadLetter(Topics.FRAMES, key)).contains("not a FrameRegistered");
        frames.sendAndAwait(key);
    }

    @Test
    void anEventOfAnUnknownVersionGoesToTheDeadLettersAndTheNextFrameIsScored() {
        String key = UUID.randomUUID().toString();

        fixture.sendRaw(Topics.FRAMES, key, "{}".getBytes(UTF_8), "io.nerest.frames.v9");

        assertThat(fixture.awaitDeadLetter(Topics.FRAMES, key)).contains("io.nerest.frames.v9");
        frames.sendAndAwait(key);
    }

    @Test
    void aFrameWithATruncatedImageGoesToTheDeadLettersAndTheNextIsScored() throws IOException {
        byte[] image = FrameSender.jpeg();
        ObjectRef truncated = store.put("frames/test/cut.jpg", Arrays.copyOf(image, image.length / 3), "image/jpeg");

        assertRejected(FrameSender.frame(truncated), "");
    }

    @Test
    void aFrameWithAMissingImageGoesToTheDeadLettersAndTheNextIsScored() {
        ObjectRef image = frames.image();
        ObjectRef missing = new ObjectRef(image.bucket(), "frames/test/gone.jpg", image.etag(), image.size());

        assertRejected(FrameSender.frame(missing), "frames/test/gone.jpg");
    }

    private void assertRejected(FrameRef frame, String reason) {
        String id = frame.frameId().toString();
        frames.send(frame);

        assertThat(fixture.awaitDeadLetter(Topics.FRAMES, id)).contains(id, reason);
        frames.sendAndAwait(id);
        assertThat(fixture.scoresOf(frame.frameId())).isEmpty();
        await().atMost(ScoringFixture.LIMIT)
                .untilAsserted(() -> assertThat(fixture.unscorable(frame.frameId()))
                        .singleElement()
                        .asString()
                        .contains(reason));
    }

    @Test
    void theStatusNamesTheModelAndCountsItsScores() {
        int before = scored();

        frames.sendAndAwait();

        assertThat(scored()).isGreaterThan(before);
        assertThat(RestAssured.get("/api/scoring/status").<String>path("activeModel"))
                .isEqualTo(modelId);
    }

    private int scored() {
        Integer scored = RestAssured.get("/api/scoring/status").path("scored.'" + modelId + "'");
        return scored == null ? 0 : scored;
    }

    @Test
    void everyRestOperationHasASummary() {
        Map<String, Map<String, Map<String, Object>>> paths =
                RestAssured.given().accept("application/json").get("/q/openapi").path("paths");

        assertThat(paths).containsKey("/api/scoring/status");
        paths.forEach((path, operations) -> operations.forEach((method, operation) ->
                assertThat(operation).as("%s %s", method, path).containsKey("summary")));
    }
}
