package io.nerest.selector;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.nerest.contracts.BatchKind;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameRegistered;
import io.nerest.contracts.FrameSource;
import io.nerest.contracts.FrameUnscorable;
import io.nerest.contracts.Topics;
import io.nerest.selector.retention.ExpiredFrameRemoval;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Frames that ingest has let expire: their rows are removed, and those of frames in use stay. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class ExpiredFramesTest extends SelectorTestBase {
    private static final Instant EXPIRY = Instant.parse("2026-08-15T00:00:00Z");
    /** Of frames that no test removes. */
    private static final Instant LATER = Instant.parse("2026-08-20T00:00:00Z");

    private final String stream = "expiring-" + UUID.randomUUID();

    @Inject
    ExpiredFrameRemoval removal;

    private static FrameUnscorable expiry(FrameRef frame, Instant at) {
        return new FrameUnscorable(frame, "the frame is empty and has expired by the retention rule", "pod", at, true);
    }

    private void expire(FrameRef frame, Instant at, UUID eventId) {
        fixture.send(Topics.UNSCORABLE_FRAMES, frame.frameId().toString(), expiry(frame, at), eventId);
    }

    private void awaitExpired(FrameRef frame) {
        driver.awaitOnly(
                () -> tables.count("from frame where id = ?1 and expired_at is not null", frame.frameId()) == 1);
    }

    private List<FrameRef> scored(int count) {
        List<FrameRef> frames = fixture.cameraSends(stream, count);
        frames.forEach(frame -> fixture.score(frame, "base-1"));
        driver.awaitOnly(() ->
                tables.count("from frame f join score s on s.frame_id = f.id where f.stream_id = ?1", stream) == count);
        return frames;
    }

    private JsonPath season() {
        return given().contentType("application/json")
                .body(Map.of("name", "autumn", "modelId", "base-1", "streams", List.of(stream)))
                .post("/api/seasons")
                .jsonPath();
    }

    private static JsonPath season(String id) {
        return given().get("/api/seasons/" + id).jsonPath();
    }

    private UUID frameOfBatch(String validation) {
        UUID campaign = driver.open("{'name':'expiring','streams':['" + stream + "'],'validation':{'streams':['"
                + validation + "']},'initial':1,'batchSize':1,'sampleSize':5,'rounds':1,'strategy':'random'}");
        return driver.batch(campaign, 0, BatchKind.LABEL).get(0).frameId();
    }

    @Test
    void rowsOfExpiredFramesAreRemovedAndThoseInUseStay() {
        // Given a labelled frame, one in a batch, one drawn for a season, one that stays, and others
        List<FrameRef> frames = scored(12);
        FrameRef staying = frames.get(11);
        Set<UUID> inUse = new HashSet<>(Set.of(frames.get(0).frameId(), staying.frameId()));
        fixture.label(frames.get(0), 1);
        driver.awaitLabels(stream, 1);
        FrameRef validated = driver.labelledCamera(stream + "-validation", 1).get(0);
        inUse.add(frameOfBatch(validated.streamId()));
        String season = season().getString("season.id");
        given().contentType("application/json")
                .body(Map.of("draws", 1))
                .post("/api/seasons/" + season + "/draws")
                .then()
                .statusCode(200);
        driver.awaitOnly(() ->
                !fixture.batchesOf(UUID.fromString(season), 1, BatchKind.LABEL).isEmpty());
        inUse.add(fixture.batchesOf(UUID.fromString(season), 1, BatchKind.LABEL)
                .get(0)
                .frames()
                .get(0)
                .frame()
                .frameId());
        List<FrameRef> gone = frames.stream()
                .filter(frame -> !inUse.contains(frame.frameId()))
                .toList();
        UUID repeated = UUID.randomUUID();
        frames.stream().filter(frame -> !frame.equals(staying)).forEach(frame -> {
            expire(frame, EXPIRY, frame.equals(gone.get(0)) ? repeated : UUID.randomUUID());
            awaitExpired(frame);
        });
        expire(validated, EXPIRY, UUID.randomUUID());
        awaitExpired(validated);
        JsonPath before = season(season);

        // When
        int early = removal.removeExpiredBefore(EXPIRY);
        int removed = removal.removeExpiredBefore(EXPIRY.plusSeconds(1));

        // Then
        assertThat(early).as("frames that expired later").isZero();
        assertThat(removed).isEqualTo(gone.size());
        assertThat(tables.texts("select cast(id as text) from frame where stream_id = ?1", stream))
                .containsExactlyInAnyOrderElementsOf(
                        inUse.stream().map(UUID::toString).toList());
        for (FrameRef frame : frames) {
            assertThat(tables.count("from score where frame_id = ?1", frame.frameId()))
                    .isEqualTo(inUse.contains(frame.frameId()) ? 1 : 0);
        }
        assertThat(tables.count(
                        "from validation_frame v join frame f on f.id = v.frame_id where f.id = ?1",
                        validated.frameId()))
                .isEqualTo(1);

        // The season stays as it was; one that is opened now says what it does not count.
        JsonPath after = season(season);
        assertThat(after.getInt("frames")).isEqualTo(12);
        assertThat(after.getDouble("detected")).isEqualTo(before.getDouble("detected"));
        assertThat(after.getInt("expired"))
                .as("all but the staying and the labelled one")
                .isEqualTo(10);
        assertThat(after.getLong("removed")).isZero();
        JsonPath later = season();
        assertThat(later.getInt("frames")).isEqualTo(inUse.size());
        assertThat(later.getLong("removed")).isEqualTo(gone.size());

        // An event that is delivered again brings nothing back. Events with one key are handled in their order.
        expire(gone.get(0), EXPIRY, repeated);
        FrameRef next = fixture.cameraSends(stream, 1).get(0);
        fixture.send(Topics.UNSCORABLE_FRAMES, gone.get(0).frameId().toString(), expiry(next, LATER));
        awaitExpired(next);
        assertThat(tables.count("from frame where id = ?1", gone.get(0).frameId()))
                .isZero();
    }

    @Test
    void onlyFramesWithAnImageAreDrawn() {
        List<FrameRef> frames = scored(6);
        String season = season().getString("season.id");
        frames.subList(0, 5).forEach(frame -> {
            expire(frame, LATER, UUID.randomUUID());
            awaitExpired(frame);
        });

        JsonPath drawn = given().contentType("application/json")
                .body(Map.of("draws", 20))
                .post("/api/seasons/" + season + "/draws")
                .jsonPath();

        assertThat(drawn.getInt("drawn")).isEqualTo(20);
        assertThat(drawn.getInt("waiting")).as("different frames").isEqualTo(1);
        assertThat(tables.count(
                        "from season_draw where frame_id = ?1", frames.get(5).frameId()))
                .isEqualTo(20);
        // A draw of a frame that nobody can label any more does not wait for ever.
        expire(frames.get(5), LATER, UUID.randomUUID());
        awaitExpired(frames.get(5));
        assertThat(season(season).getInt("waiting")).isZero();
        given().contentType("application/json")
                .body(Map.of("draws", 1))
                .post("/api/seasons/" + season + "/draws")
                .then()
                .statusCode(409)
                .body("detail", containsString("have expired"));
    }

    @Test
    void aFrameThatIsRegisteredAgainAfterItsExpiryIsInThePoolAgain() {
        List<FrameRef> frames = scored(2);
        Instant again = LATER.plusSeconds(1);

        // The events of the first come in their order, those of the second in the other.
        expire(frames.get(0), LATER, UUID.randomUUID());
        awaitExpired(frames.get(0));
        assertThat(poolOfStream()).isEqualTo(1);
        register(frames.get(0), SelectorFixture.FIRST_FRAME);
        register(frames.get(0), again);
        register(frames.get(1), again);
        driver.awaitOnly(
                () -> tables.count("from frame where stream_id = ?1 and registered_at > ?2", stream, LATER) == 2);
        expire(frames.get(1), LATER, UUID.randomUUID());
        FrameRef marker = scoredMarker();
        fixture.send(Topics.UNSCORABLE_FRAMES, frames.get(1).frameId().toString(), expiry(marker, LATER));
        awaitExpired(marker);

        assertThat(tables.count(
                        "from frame where stream_id = ?1 and expired_at is null and unscorable is null", stream))
                .isEqualTo(2);
        assertThat(poolOfStream()).isEqualTo(2);
    }

    private FrameRef scoredMarker() {
        return fixture.cameraSends(stream + "-marker", 1).get(0);
    }

    private int poolOfStream() {
        return given().get("/api/pool").jsonPath().getInt("streams.find { it.streamId == '" + stream + "' }.frames");
    }

    private void register(FrameRef frame, Instant registeredAt) {
        fixture.send(
                Topics.FRAMES,
                frame.frameId().toString(),
                new FrameRegistered(
                        frame, "0".repeat(64), SelectorFixture.FIRST_FRAME, registeredAt, FrameSource.UPLOAD));
    }
}
