package io.nerest.ingest.source;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

    private static final ObjectMapper JSON = new ObjectMapper();

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
        await().atMost(LIMIT).untilAsserted(() -> {
            JsonNode source = read("/api/sources/" + stream);
            assertThat(source.path("state").asText())
                    .as(source.path("detail").asText())
                    .isEqualTo(state.name());
        });
    }

    static void awaitFrames(String stream, int atLeast) {
        await().atMost(LIMIT).until(() -> read(framesOf(stream)).path("frames").size() >= atLeast);
    }

    /** Without a {@link JsonPath}, which compiles a script for every value: conditions are evaluated many times. */
    private static JsonNode read(String path) throws IOException {
        return JSON.readTree(get(path).asByteArray());
    }

    private static String framesOf(String stream) {
        return "/api/frames?limit=1000&stream=" + stream;
    }

    /** Returns up to 1,000 frames in the order of registration. */
    static List<Map<String, Object>> frames(String stream) {
        return get(framesOf(stream)).path("frames");
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
