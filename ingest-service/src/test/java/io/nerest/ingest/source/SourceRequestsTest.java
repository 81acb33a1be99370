package io.nerest.ingest.source;

import static io.nerest.ingest.source.SourceClient.put;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.nerest.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class SourceRequestsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "http://169.254.169.254/latest/meta-data/",
                "rtsp://169.254.169.254/live",
                "http://[fd00:ec2::254]/",
                "http://127.0.0.2/",
                "http://localhost.localdomain:0/",
                "rtsp://10.0.0.1/live",
                "gopher://127.0.0.1/",
                "concat:/etc/passwd",
                "rtsp://"
            })
    void aUrlThatACameraMustNotHaveIsRejected(String url) {
        put("requests-cam", Map.of("url", url)).statusCode(422).body("errors[0].field", equalTo("url"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret.mp4", "/etc/passwd", "a/../../b", "", " ", "nul\u0000l"})
    void aPathOutsideTheFolderIsRejected(String path) {
        put("requests-cam", Map.of("path", path)).statusCode(422);
    }

    @ParameterizedTest
    @CsvSource({
        "sampling, rate:0",
        "sampling, often",
        "timeZone, Mars/Olympus",
        "transport, carrier-pigeon",
        "startsAt, 2026-08-01T12:00:00Z"
    })
    void aFieldThatBreaksARuleIsNamed(String field, String value) {
        put("requests-cam", Map.of("url", "rtsp://127.0.0.1/live", field, value))
                .statusCode(422)
                .body("errors[0].field", equalTo(field));
    }

    @Test
    void partsOfTheFrameMustLieInIt() {
        put("requests-cam", Map.of("url", "rtsp://127.0.0.1/x", "rotation", 45)).statusCode(422);
        put("requests-cam", Map.of("url", "rtsp://127.0.0.1/x", "width", 640)).statusCode(422);
        put(
                        "requests-cam",
                        Map.of(
                                "url",
                                "rtsp://127.0.0.1/x",
                                "crop",
                                Map.of("x", 0.5, "y", 0, "width", 0.6, "height", 1)))
                .statusCode(422);
        put("requests-cam", Map.of("url", "rtsp://127.0.0.1/x", "mask", List.of(List.of(Map.of("x", 2, "y", 0)))))
                .statusCode(422);
        put("requests-cam", Map.of("url", "rtsp://127.0.0.1/x", "schedule", List.of("25:00-26:00")))
                .statusCode(422)
                .body("errors[0].field", equalTo("schedule[0]"));
    }

    @Test
    void eitherAUrlOrAPathIsNeeded() {
        put("requests-cam", Map.of()).statusCode(422).body("detail", containsString("path"));
        put("requests-cam", Map.of("url", "rtsp://127.0.0.1/x", "path", "a.mp4"))
                .statusCode(422);
    }

    @Test
    void aSourceThatDoesNotExistIsNotFound() {
        get("/api/sources/missing-source").then().statusCode(404);
        given().delete("/api/sources/missing-source").then().statusCode(404);
    }
}
