package io.nerest.ingest.source;

import static io.nerest.ingest.source.SourceClient.awaitFrames;
import static io.nerest.ingest.source.SourceClient.awaitState;
import static io.nerest.ingest.source.SourceClient.frames;
import static io.nerest.ingest.source.SourceClient.numbers;
import static io.nerest.ingest.source.SourceClient.put;
import static io.nerest.ingest.source.SourceClient.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nerest.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cameras of real RTSP servers, which are killed twice while they send. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class RtspCameraTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Inject
    SourceShare share;

    @TempDir
    Path folder;

    private final String stream = "rtsp-" + UUID.randomUUID();

    @AfterEach
    void remove() {
        SourceClient.remove(stream);
    }

    private void streamWithTwoKills(RtspServer server, String transport) throws Exception {
        Instant before = Instant.now();
        server.start("numbered-1.mp4");
        put(stream, Map.of("url", server.url(), "sampling", "every:1", "transport", transport))
                .statusCode(201);
        awaitFrames(stream, 20);
        server.kill();
        awaitState(stream, SourceState.OFFLINE);
        int first = frames(stream).size();
        server.start("numbered-2.mp4");
        awaitFrames(stream, first + 20);
        server.kill();
        awaitState(stream, SourceState.OFFLINE);
        int second = frames(stream).size();
        server.start("numbered-3.mp4");
        awaitFrames(stream, second + 20);
        server.kill();
        awaitState(stream, SourceState.OFFLINE);

        put(stream, Map.of("url", server.url(), "enabled", false)).statusCode(200);
        await().atMost(LIMIT).until(() -> share.reader(stream).isEmpty());
        List<Instant> times = frames(stream).stream()
                .map(frame -> Instant.parse((String) frame.get("capturedAt")))
                .toList();
        assertThat(times).as("capture times").isSorted().doesNotHaveDuplicates();
        assertThat(times).allMatch(time -> time.isAfter(before.minusSeconds(30)) && time.isBefore(Instant.now()));
    }

    private void assertCountsAddUp(JsonPath source) {
        assertThat(source.getLong("counts.sampled"))
                .as(source.prettify())
                .isEqualTo(source.getLong("counts.registered")
                        + source.getLong("counts.duplicates")
                        + source.getLong("counts.rejected")
                        + source.getLong("counts.dropped")
                        + source.getLong("counts.damaged"));
        assertThat(source.getLong("counts.registered")).isEqualTo(frames(stream).size());
    }

    private List<Integer> assertEachFrameOnceInOrder() throws IOException {
        List<Integer> numbers = numbers(stream);
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
        return numbers;
    }

    @Test
    void everySampledFrameArrivesOnceInOrderThoughTheServerIsKilledTwice() throws Exception {
        try (RtspServer server = RtspServer.orSkip(RtspServer.Kind.GSTREAMER, folder)) {
            streamWithTwoKills(server, "tcp");

            List<Integer> numbers = assertEachFrameOnceInOrder();
            assertThat(source(stream).getLong("counts.dropped")).isZero();
            assertCountsAddUp(source(stream));
            for (int i = 1; i < numbers.size(); i++) {
                boolean restarted = (numbers.get(i - 1) - 1) / 400 != (numbers.get(i) - 1) / 400;
                assertThat(numbers.get(i) - numbers.get(i - 1))
                        .as("step after frame %d of %s", numbers.get(i - 1), numbers)
                        .satisfiesAnyOf(
                                step -> assertThat(step).isOne(),
                                step -> assertThat(restarted).isTrue());
            }
        }
    }

    @Test
    void aCameraThatSendsByUdpIsReadThoughTheServerIsKilledTwice() throws Exception {
        try (RtspServer server = RtspServer.orSkip(RtspServer.Kind.VLC, folder)) {
            streamWithTwoKills(server, "udp");

            assertEachFrameOnceInOrder();
            assertCountsAddUp(source(stream));
        }
    }
}
