package io.nerest.ingest.label;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerest.ingest.UploadedImages;
import io.nerest.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.Collections;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class SuggestionInfluenceTest {
    private static final String BOX = "{\"classId\":0,\"cx\":0.5,\"cy\":0.5,\"w\":0.2,\"h\":0.2}";

    private final String stream = "influence-" + UUID.randomUUID();

    @Test
    void theFirstLabelsOfBlindAndAssistedFramesThatWereNotWithdrawnAreCompared() {
        given().contentType("application/json").body("{}").put("/api/streams/" + stream);
        JsonPath before = influence();
        for (int boxes : new int[] {0, 1, 2}) {
            label(upload(), boxes, "\"blind\":true");
        }
        for (int boxes : new int[] {2, 3, 4}) {
            String frame = upload();
            label(frame, boxes, "\"blind\":false,\"modelId\":\"m\"");
            label(frame, 0, "\"blind\":false,\"modelId\":\"m\"");
        }
        String withdrawn = upload();
        label(withdrawn, 5, "\"blind\":true");
        given().contentType("application/json")
                .body("{\"author\":\"a\",\"baseRevision\":1}")
                .post("/api/frames/" + withdrawn + "/labels/0/restore")
                .then()
                .statusCode(201);
        // Neither blind nor with suggestions: no model had scored the frame.
        label(upload(), 4, "\"blind\":false");

        JsonPath influence = influence();
        assertThat(influence.getInt("blind.labels") - before.getInt("blind.labels"))
                .isEqualTo(3);
        assertThat(influence.getInt("assisted.labels") - before.getInt("assisted.labels"))
                .isEqualTo(3);
        assertThat(influence.getDouble("boxesDifference.low")).isLessThan(influence.getDouble("boxesDifference.mean"));
    }

    @Test
    void theIntervalOfTheDifferenceIsWelchs() {
        SuggestionInfluence.Group blind = new SuggestionInfluence.Group(4, 1, 0.5, 9, 2);
        SuggestionInfluence.Group assisted = new SuggestionInfluence.Group(2, 3, 0, 5, 1);

        SuggestionInfluence.Difference difference =
                SuggestionInfluence.of(blind, assisted).boxesDifference();

        // Standard error: the root of 2 / 4 + 1 / 2.
        assertThat(difference).isNotNull();
        assertThat(difference.mean()).isEqualTo(2);
        assertThat(difference.low()).isCloseTo(2 - 1.959964, within(1e-6));
        assertThat(difference.high()).isCloseTo(2 + 1.959964, within(1e-6));
        assertThat(SuggestionInfluence.of(blind, SuggestionInfluence.Group.NONE).boxesDifference())
                .isNull();
    }

    private static JsonPath influence() {
        return given().get("/api/suggestion-influence").jsonPath();
    }

    private String upload() {
        return given().multiPart("streamId", stream)
                .multiPart("image", "a.jpg", UploadedImages.jpeg(64, 48))
                .post("/api/frames")
                .path("frames[0].frameId");
    }

    private void label(String frame, int boxes, String effort) {
        given().contentType("application/json")
                .body("{\"author\":\"a\",\"boxes\":[" + String.join(",", Collections.nCopies(boxes, BOX))
                        + "],\"effort\":{\"origin\":\"" + (boxes == 0 ? "EMPTY" : "SCRATCH")
                        + "\",\"activeMillis\":4000," + effort + "}}")
                .post("/api/frames/" + frame + "/labels")
                .then()
                .statusCode(201);
    }
}
