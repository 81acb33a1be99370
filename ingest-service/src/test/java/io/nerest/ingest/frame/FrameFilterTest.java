package io.nerest.ingest.frame;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.nerest.contracts.Embedding;
import io.nerest.contracts.FrameScored;
import io.nerest.contracts.Topics;
import io.nerest.ingest.UploadedImages;
import io.nerest.testing.Neighbours;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SharedPlatform;
import io.nerest.vision.box.ScoredBox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class FrameFilterTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String stream = "filter-" + UUID.randomUUID();

    @Test
    void framesAreFoundByLabelClassAndConfidence() {
        given().contentType("application/json").body("{}").put("/api/streams/" + stream);
        List<String> frames = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            frames.add(given().multiPart("streamId", stream)
                    .multiPart("image", i + ".jpg", UploadedImages.jpeg(64, 48))
                    .post("/api/frames")
                    .path("frames[0].frameId"));
        }
        String fish = frames.get(0);
        String emptied = frames.get(1);
        String unlabelled = frames.get(2);
        String unscored = frames.get(3);
        String withdrawn = frames.get(4);
        String box = "{\"classId\":0,\"cx\":0.5,\"cy\":0.5,\"w\":0.2,\"h\":0.2}";
        label(fish, box);
        label(emptied, box);
        label(emptied, "");
        label(withdrawn, box);

        assertThat(found("labels=yes")).containsExactly(fish, emptied, withdrawn);
        assertThat(found("labels=no")).containsExactly(unlabelled, unscored);
        assertThat(found("labels=empty")).containsExactly(emptied);
        assertThat(found("class=0")).containsExactly(fish, withdrawn);
        assertThat(found("class=1")).isEmpty();

        given().contentType("application/json")
                .body("{\"author\":\"a\",\"baseRevision\":1}")
                .post("/api/frames/" + withdrawn + "/labels/0/restore")
                .then()
                .statusCode(201);
        assertThat(found("labels=no")).containsExactly(unlabelled, unscored, withdrawn);
        assertThat(found("labels=yes")).containsExactly(fish, emptied);
        assertThat(found("labels=empty")).containsExactly(emptied);

        try (Neighbours neighbours = new Neighbours(SharedPlatform.get().kafkaBootstrapServers(), Set.of(), Set.of())) {
            score(neighbours, fish, 0.9);
            score(neighbours, emptied, 0.25);
            score(neighbours, unlabelled);
            await().atMost(LIMIT).until(() -> found("minConfidence=0").size() == 3);
        }
        // Two of the three scored frames have a detection at 0.25 or above.
        Float share = given().get("/api/streams/health").path("find { it.id == '" + stream + "' }.shareWithObjects");
        assertThat(share).isCloseTo(2 / 3f, within(1e-4f));
        assertThat(found("minConfidence=0.25")).containsExactly(fish, emptied);
        assertThat(found("maxConfidence=0.25")).containsExactly(emptied, unlabelled);
        assertThat(found("minConfidence=0.1&maxConfidence=0.5&labels=yes&skip=0"))
                .containsExactly(emptied);
        given().get("/api/frames?stream=" + stream + "&minConfidence=0.1&skip=0&limit=1")
                .then()
                .body("total", equalTo(2));
    }

    @Test
    void aFilterThatCannotMatchIsRefusedWithItsName() {
        for (String filter : List.of("labels=some", "class=-1", "minConfidence=1.5", "maxConfidence=NaN")) {
            given().get("/api/frames?" + filter)
                    .then()
                    .statusCode(422)
                    .body("detail", containsString("'" + filter.substring(0, filter.indexOf('=')) + "'"));
        }
    }

    private void label(String frame, String boxes) {
        given().contentType("application/json")
                .body("{\"author\":\"a\",\"boxes\":[" + boxes + "]}")
                .post("/api/frames/" + frame + "/labels")
                .then()
                .statusCode(201);
    }

    private void score(Neighbours neighbours, String frame, double... confidences) {
        List<ScoredBox> boxes = new ArrayList<>();
        for (double confidence : confidences) {
            boxes.add(new ScoredBox(0, confidence, 0.5, 0.5, 0.2, 0.2));
        }
        neighbours.send(
                Topics.DETECTIONS,
                frame,
                new FrameScored(
                        UUID.fromString(frame),
                        stream,
                        "m",
                        boxes,
                        new Embedding(new float[] {1}),
                        "pod",
                        1,
                        Instant.now()));
    }

    private List<String> found(String filter) {
        return given().get("/api/frames?stream=" + stream + "&" + filter).path("frames.id");
    }
}
