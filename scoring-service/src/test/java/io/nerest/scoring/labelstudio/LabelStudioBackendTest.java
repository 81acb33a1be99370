package io.nerest.scoring.labelstudio;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.nerest.scoring.FrameSender;
import io.nerest.scoring.ModelSender;
import io.nerest.scoring.model.ActiveModel;
import io.nerest.service.objects.ObjectStore;
import io.nerest.service.signing.Signatures;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The requests that Label Studio sends to an ML backend, by its documentation, to the real network. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
@QuarkusTestResource(LabelStudioServer.class)
class LabelStudioBackendTest {
    private static final String CONFIGURATION =
            "<View><Image name='image' value='$image'/><RectangleLabels name='label' toName='image'><Label value='fish'/>"
                    + "</RectangleLabels></View>";

    @Inject
    ObjectStore store;

    @Inject
    Signatures signatures;

    @Inject
    ActiveModel active;

    @ConfigProperty(name = "nerest.access.token")
    String token;

    private String modelId = "";

    @BeforeEach
    void activateAModel() throws IOException {
        modelId = new ModelSender(store, signatures).ensureActive(active);
    }

    private static ValidatableResponse predict(String... addresses) {
        List<Map<String, Object>> tasks = java.util.stream.IntStream.range(0, addresses.length)
                .mapToObj(i -> Map.<String, Object>of("id", i + 1, "data", Map.of("image", addresses[i])))
                .toList();
        return given().contentType("application/json")
                .body(Map.of(
                        "tasks", tasks, "project", "1.1700000000", "label_config", CONFIGURATION, "params", Map.of()))
                .post("/api/label-studio/predict")
                .then();
    }

    @Test
    void tasksHaveTheActiveModelsBoxesAsPredictions() throws IOException {
        var image = ImageIO.read(new ByteArrayInputStream(FrameSender.jpeg()));

        JsonPath answer = predict("/data/upload/1/0a1b2c3d-a.jpg", "/data/local-files/?d=a%20b.jpg")
                .statusCode(200)
                .body("results", hasSize(2))
                .body("results[0].model_version", equalTo(modelId))
                .extract()
                .jsonPath();

        List<Map<String, Object>> rectangles = answer.getList("results[0].result");
        assertThat(rectangles).isEqualTo(answer.getList("results[1].result"));
        assertThat(rectangles)
                .allSatisfy(rectangle -> assertThat(rectangle)
                        .containsEntry("type", "rectanglelabels")
                        .containsEntry("from_name", "label")
                        .containsEntry("to_name", "image")
                        .containsEntry("original_width", image.getWidth()));
    }

    @Test
    void imagesAreFetchedFromTheConfiguredLabelStudioOnly() {
        for (String address : List.of(
                "http://169.254.169.254/data/x.jpg",
                "//example.org/data/x.jpg",
                "file:///data/x.jpg",
                "/api/projects/1",
                "/data/../api/users",
                "http://[")) {
            predict(address)
                    .statusCode(422)
                    .contentType("application/problem+json")
                    .body("detail", containsString("the image of task 1 cannot be used"));
        }
        predict("/data/upload/1/moved.jpg").statusCode(422).body("detail", containsString("answers 302"));
        predict("/data/upload/1/text.txt").statusCode(422).body("errors[0].field", equalTo("tasks"));
    }

    @Test
    void aProjectIsConnectedWithTheAccessTokenAsPasswordOfBasicAuthentication() {
        given().auth()
                .preemptive()
                .basic("label-studio", token)
                .get("/api/label-studio/health")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"));
        given().auth()
                .preemptive()
                .basic("label-studio", token + "x")
                .get("/api/label-studio/health")
                .then()
                .statusCode(401);
        get("/api/label-studio/health").then().body("model_class", equalTo("Nerest"));
        setup(CONFIGURATION).statusCode(200).body("model_version", equalTo(modelId));
        setup("<View><Text name='t' value='$t'/></View>")
                .statusCode(422)
                .body("errors[0].field", equalTo("label_config"));
        given().contentType("application/json")
                .body("{\"action\":\"START_TRAINING\"}")
                .post("/api/label-studio/webhook")
                .then()
                .statusCode(200)
                .body("status", equalTo("ignored"));
    }

    private static ValidatableResponse setup(String configuration) {
        return given().contentType("application/json")
                .body(Map.of("project", "1.1700000000", "schema", configuration))
                .post("/api/label-studio/setup")
                .then();
    }
}
