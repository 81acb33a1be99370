package io.nerest.selector;

import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.nerest.contracts.Embedding;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameScored;
import io.nerest.contracts.ModelStatus;
import io.nerest.selector.pool.SelectorEvents;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.nerest.vision.box.ScoredBox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class ModelComparisonTest {
    /** The box of {@link DirectCampaigns#label}. */
    private static final ScoredBox RIGHT = new ScoredBox(0, 0.9, 0.5, 0.5, 0.1, 0.1);

    private static final ScoredBox WRONG = new ScoredBox(0, 0.8, 0.1, 0.1, 0.1, 0.1);

    @Inject
    DirectCampaigns direct;

    @Inject
    SelectorEvents events;

    private void score(FrameRef frame, String modelId, ScoredBox... boxes) {
        QuarkusTransaction.requiringNew()
                .run(() -> events.score(new FrameScored(
                        frame.frameId(),
                        frame.streamId(),
                        modelId,
                        List.of(boxes),
                        new Embedding(new float[] {1}),
                        "pod",
                        1,
                        Instant.now())));
    }

    private String model(String name, UUID campaign) {
        String id = name + "-" + UUID.randomUUID();
        events.model(SelectorFixture.trainedModel(id, UUID.randomUUID(), campaign, 0));
        return id;
    }

    @Test
    void modelsAreTestedOnValidationFramesAndDisagreementsAreShown() {
        String stream = "compare-" + UUID.randomUUID();
        List<FrameRef> validation = direct.camera(stream + "-val", 12);
        validation.forEach(direct::label);
        List<FrameRef> pool = direct.camera(stream, 3);
        direct.label(pool.get(0));
        UUID campaign = direct.open(stream, "'initial':1,'rounds':0");
        String worse = model("worse", campaign);
        String better = model("better", campaign);
        String path = "/api/model-comparison?a=" + worse + "&b=" + better;
        get(path).then().statusCode(200).body("test", nullValue()).body("frames", equalTo(0));

        for (int i = 0; i < validation.size(); i++) {
            score(validation.get(i), worse, i < 4 ? RIGHT : WRONG);
            score(validation.get(i), better, RIGHT);
        }
        score(pool.get(0), worse, WRONG);
        score(pool.get(0), better);
        score(pool.get(1), worse, WRONG, RIGHT);

        get(path)
                .then()
                .statusCode(200)
                .body("frames", equalTo(13))
                .body("test.frames", equalTo(12))
                .body("test.faultlessA", equalTo(0))
                .body("test.faultlessB", equalTo(8))
                .body("test.faultlessBoth", equalTo(4))
                .body("test.pValue", equalTo(2f / 256))
                .body("test.f1B", equalTo(1f))
                .body("examples", hasSize(12))
                .body("examples[0].disagreement", equalTo(2))
                .body("examples[0].matchesB.right", equalTo(1));
        get(path + "&stream=" + stream)
                .then()
                .statusCode(200)
                .body("test", nullValue())
                .body("examples", hasSize(1))
                .body("examples[0].label", nullValue());
    }

    @Test
    void anUnknownModelIsRejectedWithTheParametersName() {
        events.model(SelectorFixture.model(DirectCampaigns.BASE, ModelStatus.BASE, null, null));

        get("/api/model-comparison?a=" + DirectCampaigns.BASE + "&b=none")
                .then()
                .statusCode(422)
                .body("detail", containsString("'b'"));
        get("/api/model-comparison?a=" + DirectCampaigns.BASE + "&b=" + DirectCampaigns.BASE)
                .then()
                .statusCode(422);
        get("/api/model-comparison?a=" + DirectCampaigns.BASE).then().statusCode(422);
    }
}
