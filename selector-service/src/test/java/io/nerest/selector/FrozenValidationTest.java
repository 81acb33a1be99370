package io.nerest.selector;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.BatchKind;
import io.nerest.contracts.EventJson;
import io.nerest.contracts.FrameLabelled;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.Snapshot;
import io.nerest.contracts.Snapshot.SnapshotFrame;
import io.nerest.contracts.Topics;
import io.nerest.contracts.TrainingRequested;
import io.nerest.service.objects.ObjectStore;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.nerest.vision.box.LabelledBox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a campaign's models are trained and validated on, and changes that arrive while a round opens. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class FrozenValidationTest extends SelectorTestBase {
    /** The common pool has one thread on two processors from JDK 25 on, which the blocked draw takes. */
    private static final Executor OWN_THREAD = task -> new Thread(task).start();

    @Inject
    ObjectStore objects;

    private static String configuration(String name, String more) {
        return "{'name':'" + name + "','streams':['" + name + "'],'validation':{'streams':['" + name
                + "-val']},'initial':3,'batchSize':2,'sampleSize':5,'rounds':1,'strategy':'random'" + more + "}";
    }

    private Snapshot snapshot(TrainingRequested request) {
        return EventJson.read(objects.get(request.snapshot()).bytes(), Snapshot.class);
    }

    @Test
    void theValidationSetKeepsItsLabelsWhenTheyAreCorrectedLaterAndSoDoesAClone() {
        driver.camera("frozen", 12);
        FrameRef validation = driver.labelledCamera("frozen-val", 1).get(0);
        UUID id = driver.open(configuration("frozen", ""));
        fixture.label(validation, 2);
        driver.awaitOnly(
                () -> tables.count("from label where frame_id = ?1 and revision = 2", validation.frameId()) == 1);
        UUID clone = UUID.fromString(RestAssured.given()
                .contentType("application/json")
                .body("{}")
                .post("/api/campaigns/" + id + "/clone")
                .path("id"));

        driver.labelBatch(id, 0);

        assertThat(snapshot(driver.training(id, 0)).validation())
                .singleElement()
                .satisfies(frame -> {
                    assertThat(frame.revision()).isEqualTo(1);
                    assertThat(frame.boxes()).containsExactly(new LabelledBox(0, 0.5, 0.5, 0.1, 0.1));
                });
        assertThat(tables.count("from validation_frame where campaign_id = ?1 and revision = 1", clone))
                .isEqualTo(1);
    }

    @Test
    void framesWithAClassThatTheCampaignDoesNotHaveAreReported() {
        driver.camera("classes", 12);
        driver.labelledCamera("classes-val", 1);
        UUID id = driver.open(configuration("classes", ""));
        List<FrameRef> batch = driver.batch(id, 0, BatchKind.LABEL);
        fixture.label(batch.subList(0, 2));
        fixture.send(
                Topics.LABELS,
                batch.get(2).frameId().toString(),
                new FrameLabelled(
                        UUID.randomUUID(),
                        batch.get(2),
                        List.of(new LabelledBox(7, 0.5, 0.5, 0.1, 0.1)),
                        "oracle",
                        1,
                        Instant.now()));

        TrainingRequested request = driver.training(id, 0);

        assertThat(snapshot(request).train()).extracting(SnapshotFrame::frame).hasSize(2);
        assertThat(driver.campaign(id).getString("rounds[0].notes[0]"))
                .contains("1 of 3 labelled frames", "a class that the campaign does not have");
    }

    /** The next round's draw waits for a table lock; a change and a pause must not wait for the draw. */
    @Test
    void aChangeAndAPauseDoNotWaitForALongDraw() throws Exception {
        driver.camera("long-draw", 12);
        driver.labelledCamera("long-draw-val", 1);
        UUID id = driver.open(configuration("long-draw", ""));
        driver.labelBatch(id, 0);
        TrainingRequested request = driver.training(id, 0);
        fixture.trained(request);
        driver.awaitOnly(() -> tables.count("from model where training_id = ?1", request.trainingId()) == 1);
        assertThat(step.take(id)).as("the round ends").isTrue();
        change(id, "{'batchSize':3}");
        CompletableFuture<Void> draw;
        QuarkusTransaction.begin();
        try {
            tables.update("lock table sample_frame in access exclusive mode");
            draw = CompletableFuture.runAsync(() -> engine.advance(id), OWN_THREAD);
            driver.awaitOnly(() -> tables.count("from pg_locks l join pg_class c on c.oid = l.relation"
                            + " where c.relname = 'sample_frame' and not l.granted")
                    > 0);

            CompletableFuture<Void> changed =
                    CompletableFuture.runAsync(() -> change(id, "{'name':'renamed'}"), OWN_THREAD);
            changed.get(10, TimeUnit.SECONDS);
        } finally {
            QuarkusTransaction.commit();
        }
        draw.get(30, TimeUnit.SECONDS);

        driver.until(() -> driver.campaign(id).getList("rounds.round").size() == 2);
        assertThat(driver.campaign(id).getInt("config.batchSize")).isEqualTo(3);
        assertThat(driver.campaign(id).getString("nextConfig.name")).isEqualTo("renamed");
    }

    private static void change(UUID id, String json) {
        RestAssured.given()
                .contentType("application/json")
                .body(json.replace('\'', '"'))
                .patch("/api/campaigns/" + id)
                .then()
                .statusCode(200);
    }
}
