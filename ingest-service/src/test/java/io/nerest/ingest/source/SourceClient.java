package io.nerest.ingest.source;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nerest.video.fixture.NumberedVideo;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The REST interface of sources, as tests use it. */
final class SourceClient {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private SourceClient() {}

    static ValidatableResponse put(String stream, Map<String, ?> definition) {
        return given().contentType("application/json")
                .body(definition)
                .put("/api/sources/" + stream)
                .then();
    }

    static JsonPath source(String stream) {
        return get("/api/sources/" + stream).jsonPath();
    }

    static void awaitState(String stream, SourceState state) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(source(stream).getString("state"))
                        .as(source(stream).getString("detail"))
                        .isEqualTo(state.name()));
    }

    static void awaitFrames(String stream, int atLeast) {
        await().atMost(LIMIT).until(() -> frames(stream).size() >= atLeast);
    }

    /** Returns up to 1,000 frames in the order of registration. */
    static List<Map<String, Object>> frames(String stream) {
        return get("/api/frames?limit=1000&stream=" + stream).path("frames");
    }

    /** Returns the numbers that the frames' images contain, in the order of registration. */
    static List<Integer> numbers(String stream) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (Map<String, Object> frame : frames(stream)) {
            numbers.add(NumberedVideo.read(get((String) frame.get("image")).asByteArray()));
        }
        return numbers;
    }

    static void remove(String stream) {
        given().delete("/api/sources/" + stream);
    }
}
