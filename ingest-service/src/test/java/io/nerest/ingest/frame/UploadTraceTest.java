package io.nerest.ingest.frame;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.ingest.UploadedImages;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SharedPlatform;
import io.nerest.testing.TracedRecord;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class UploadTraceTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void theEventOfAnUploadedFrameBelongsToTheTraceOfTheRequest() {
        given().contentType("application/json").body("{}").put("/api/streams/traced");

        String frameId = given().header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .multiPart("streamId", "traced")
                .multiPart("image", "a.jpg", UploadedImages.jpeg(64, 48))
                .post("/api/frames")
                .path("frames[0].frameId");

        assertThat(TracedRecord.awaitTraceId(SharedPlatform.get().kafkaBootstrapServers(), "frames", frameId))
                .isEqualTo(TRACE);
        // Registered in one transaction with the metric's count.
        given().get("/q/metrics")
                .then()
                .body(org.hamcrest.Matchers.containsString(
                        "nerest_ingest_images_total{outcome=\"registered\",source=\"upload\"}"))
                .body(org.hamcrest.Matchers.containsString("nerest_outbox_age_seconds"));
    }
}
